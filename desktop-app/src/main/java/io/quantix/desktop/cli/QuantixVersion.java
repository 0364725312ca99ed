package io.quantix.desktop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; the number comes from the build. */
public final class QuantixVersion implements IVersionProvider {
  /** The version's number, {@code 0.1.0}. */
  public static String number() {
    Properties build = new Properties();
    try (InputStream in = QuantixVersion.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the program's own build.properties cannot be read", e);
    }
    return build.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Quantix " + number(),
      "Java " + Runtime.version() + " (" + System.getProperty("os.arch") + ")"
    };
  }
}
