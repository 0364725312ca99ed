package io.quantix.agent.session;

import io.quantix.agent.os.Account;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is logged in, from the notes that systemd-logind or elogind keep in {@code
 * /run/systemd/sessions}, or where nobody keeps any from {@code utmp}.
 */
public final class UserSessions {
  private static final int UTMP_RECORD = 384;
  private static final int USER_PROCESS = 7;

  private final SystemFiles files;
  private final AccountDatabase accounts;

  /** Of a system. */
  public UserSessions(SystemFiles files, AccountDatabase accounts) {
    this.files = files;
    this.accounts = accounts;
  }

  /** All of them, the active one first. */
  public List<UserSession> list() throws IOException {
    List<UserSession> found = new ArrayList<>();
    if (files.exists("run/systemd/sessions")) {
      for (String session : files.names("run/systemd/sessions")) {
        Map<String, String> values = note(session);
        // Greeters and background sessions are nobody who is logged in.
        if (values.getOrDefault("CLASS", "").startsWith("user")
            && !values.getOrDefault("STATE", "").equals("closing")) {
          found.add(session(session, values));
        }
      }
    } else if (files.exists("run/utmp")) {
      found.addAll(utmp(files.bytes("run/utmp")));
    }
    found.sort(
        java.util.Comparator.comparing(UserSession::active)
            .reversed()
            .thenComparing(UserSession::since));
    return found;
  }

  private Map<String, String> note(String session) throws IOException {
    Map<String, String> values = new HashMap<>();
    if (session.endsWith(".ref")) {
      return values;
    }
    for (String line : files.lines("run/systemd/sessions/" + session)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }

  private UserSession session(String session, Map<String, String> values) {
    int uid = (int) number(values.getOrDefault("UID", ""));
    String seat = values.getOrDefault("SEAT", "");
    return new UserSession(
        values.getOrDefault("USER", accounts.userName(uid)),
        uid,
        session,
        seat,
        values.getOrDefault("TTY", "").replaceFirst("^/dev/", ""),
        values.getOrDefault("REMOTE_HOST", ""),
        Instant.EPOCH.plus(number(values.getOrDefault("REALTIME", "")), ChronoUnit.MICROS),
        values.getOrDefault("TYPE", ""),
        values.getOrDefault("DISPLAY", ""),
        !seat.isEmpty() && values.getOrDefault("ACTIVE", "").equals("1"));
  }

  /** Records of 384 bytes; see utmp(5). */
  List<UserSession> utmp(byte[] bytes) {
    List<UserSession> found = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    for (int at = 0; at + UTMP_RECORD <= bytes.length; at += UTMP_RECORD) {
      if (buffer.getShort(at) != USER_PROCESS) {
        continue;
      }
      String user = text(bytes, at + 44, 32);
      String terminal = text(bytes, at + 8, 32);
      if (user.isEmpty()) {
        continue;
      }
      int uid = accounts.user(user).map(Account::uid).orElse(-1);
      found.add(
          new UserSession(
              user,
              uid,
              "",
              "",
              terminal,
              text(bytes, at + 76, 256),
              Instant.ofEpochSecond(buffer.getInt(at + 340) & 0xffff_ffffL),
              terminal.startsWith(":") ? "x11" : "tty",
              terminal.startsWith(":") ? terminal : "",
              false));
    }
    return found;
  }

  private static String text(byte[] bytes, int from, int most) {
    int end = from;
    while (end < from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
