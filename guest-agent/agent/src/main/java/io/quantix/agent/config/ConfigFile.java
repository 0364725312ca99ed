package io.quantix.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;

/** The configuration as a file. */
public final class ConfigFile {
  private static final int MAX_BYTES = 256 * 1024;

  private ConfigFile() {}

  /** Which file holds: that of the environment, or the platform's own. */
  public static Path chosen(Places places, Map<String, String> environment) {
    String other = environment.getOrDefault(ConfigReader.FILE_VARIABLE, "");
    return Path.of(other.isEmpty() ? places.configFile() : other);
  }

  /**
   * Reads it, with the environment before it. No file is no problem: defaults hold. A file that
   * cannot be read, or that others than its owner may change, is one with which the agent must not
   * run.
   */
  public static LoadedConfig load(Path file, Places places, Map<String, String> environment) {
    ConfigReader reader = new ConfigReader(places).named(file.toString());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
        return reader.unreadable(
            "every user of this system may change the file, so it binds nobody; chmod 600 it");
      }
    } catch (NoSuchFileException e) {
      return reader.read("", environment);
    } catch (IOException e) {
      return reader.unreadable("the file cannot be read: " + e.getMessage());
    }
    if (bytes.length > MAX_BYTES) {
      return reader.unreadable("the file is larger than " + MAX_BYTES + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return reader.read(text, environment);
    } catch (CharacterCodingException e) {
      return reader.unreadable("the file is not UTF-8");
    }
  }
}
