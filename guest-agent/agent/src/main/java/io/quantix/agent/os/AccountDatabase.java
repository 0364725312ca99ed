package io.quantix.agent.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users and groups: {@code /etc/passwd} and {@code /etc/group} first, then whatever else the system
 * asks (a directory server), by {@code getent}.
 */
public final class AccountDatabase {
  private static final int MAX_CACHED = 4_096;

  private final SystemFiles files;
  private final Map<Integer, String> userNames = new ConcurrentHashMap<>();
  private final Map<Integer, String> groupNames = new ConcurrentHashMap<>();

  /** For a system. */
  public AccountDatabase(SystemFiles files) {
    this.files = files;
  }

  /** Looks a user up by name, or by number where the text is one. */
  public Optional<Account> user(String nameOrUid) {
    if (!wellFormed(nameOrUid)) {
      return Optional.empty();
    }
    int field = digits(nameOrUid) ? 2 : 0;
    return entry("etc/passwd", "passwd", nameOrUid, field, 7).flatMap(AccountDatabase::account);
  }

  /** Looks a group's number up by name, or by number where the text is one. */
  public OptionalInt group(String nameOrGid) {
    if (!wellFormed(nameOrGid)) {
      return OptionalInt.empty();
    }
    int field = digits(nameOrGid) ? 2 : 0;
    Optional<String[]> entry = entry("etc/group", "group", nameOrGid, field, 3);
    return entry.isPresent() ? number(entry.get()[2]) : OptionalInt.empty();
  }

  /** A user's name; the number where it has none. */
  public String userName(int uid) {
    return name(userNames, uid, "etc/passwd", "passwd");
  }

  /** A group's name; the number where it has none. */
  public String groupName(int gid) {
    return name(groupNames, gid, "etc/group", "group");
  }

  private String name(Map<Integer, String> cache, int id, String file, String database) {
    String known = cache.get(id);
    if (known != null) {
      return known;
    }
    String text = Integer.toUnsignedString(id);
    String found = entry(file, database, text, 2, 3).map(fields -> fields[0]).orElse(text);
    if (cache.size() >= MAX_CACHED) {
      cache.clear();
    }
    cache.put(id, found);
    return found;
  }

  private Optional<String[]> entry(
      String file, String database, String wanted, int field, int fields) {
    try {
      for (String line : files.lines(file)) {
        String[] parts = line.split(":", -1);
        if (parts.length >= fields && parts[field].equals(wanted)) {
          return Optional.of(parts);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<Path> getent = files.live() ? Program.find("getent") : Optional.empty();
    if (getent.isEmpty()) {
      return Optional.empty();
    }
    try {
      Program.Output output = Program.run(List.of(getent.get().toString(), database, "--", wanted));
      String[] parts = output.text().strip().split(":", -1);
      return output.ok() && parts.length >= fields ? Optional.of(parts) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Account> account(String[] fields) {
    OptionalInt uid = number(fields[2]);
    OptionalInt gid = number(fields[3]);
    if (uid.isEmpty() || gid.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(fields[0], uid.getAsInt(), gid.getAsInt(), fields[5], fields[6].strip()));
  }

  /** Whether a text can be an account's name at all; nothing else is looked up or given away. */
  public static boolean wellFormed(String name) {
    return !name.isEmpty()
        && name.length() <= 256
        && name.charAt(0) != '-'
        && name.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "._-@\\$".indexOf(c) >= 0);
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static OptionalInt number(String text) {
    try {
      return OptionalInt.of(Integer.parseUnsignedInt(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
