package io.quantix.desktop.host;

import io.quantix.desktop.app.AppFolders;
import io.quantix.vnc.VncTrust.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Servers of screens whose certificates or keys a person has trusted though nobody vouches for
 * them, in a file with a line for each: the server, the kind and the fingerprint, with tabs between
 * them. Its methods read and write the file, so never on the JavaFX thread. Safe for use by several
 * threads.
 */
public final class KnownServers {
  private final Path file;

  /** Those of a file, which need not exist. */
  public KnownServers(Path file) {
    this.file = file;
  }

  /** Those of the platform's usual folder for settings. */
  public static KnownServers usual() {
    return new KnownServers(AppFolders.settings().resolve("known-servers"));
  }

  /**
   * The fingerprint that was trusted for a server; empty if none was.
   *
   * @param server what it is known by
   * @param kind as {@link Identity#kind} says it
   * @throws IOException if there is a file that cannot be read
   */
  public synchronized Optional<String> fingerprint(String server, String kind) throws IOException {
    return Optional.ofNullable(read().get(name(server, kind)));
  }

  /** Remembers a server's fingerprint in place of what was known of it. */
  public synchronized void remember(String server, Identity identity) throws IOException {
    Map<String, String> all = read();
    all.put(name(server, identity.kind()), plain(identity.fingerprint()));
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, "known-servers", ".tmp");
    try {
      StringBuilder text = new StringBuilder();
      all.forEach(
          (name, fingerprint) -> text.append(name).append('\t').append(fingerprint).append('\n'));
      Files.writeString(beside, text);
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        List<String> parts = List.of(line.split("\t", -1));
        if (parts.size() == 3) {
          all.put(parts.get(0) + "\t" + parts.get(1), parts.get(2));
        }
      }
    } catch (NoSuchFileException e) {
      // Nobody was trusted yet.
    }
    return all;
  }

  private static String name(String server, String kind) {
    return plain(server) + "\t" + plain(kind);
  }

  // A name that a stranger gave must not make a line of its own.
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
