package io.quantix.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A VNC viewer with a window, as a person starts it: ours, and TigerVNC's as Debian packages it.
 * The desktop is shown one to one, in a window that has room for all of it.
 *
 * @param name what tables call it
 * @param command the words before the server's address
 * @param isOurs whether addresses are URIs
 */
record Viewer(String name, List<String> command, boolean isOurs) {
  /** What a screen needs beside the desktop: our toolbar and a little air. */
  static final int MARGIN = 160;

  /** Ours; the property {@code quantix.viewer} is the command, words separated by blanks. */
  static Viewer quantix() {
    return new Viewer(
        "Quantix",
        List.of(System.getProperty("quantix.viewer", "quantix console").split(" ", -1)),
        true);
  }

  /** TigerVNC's, which is asked for the encoding that our own client prefers. */
  static Viewer tigerVnc() {
    return new Viewer(
        "TigerVNC's viewer",
        List.of(
            "xtigervncviewer",
            "-SecurityTypes=None",
            "-RemoteResize=0",
            "-AutoSelect=0",
            "-PreferredEncoding=Tight",
            "-CompressLevel=1",
            "-NoJPEG=1",
            "-ReconnectOnError=0",
            "-AlertOnFatalError=0"),
        false);
  }

  /**
   * Opens it for a server on a port of 127.0.0.1.
   *
   * @param screen as large as the desktop and {@link #MARGIN} at least
   */
  Program open(WatchedScreen screen, int port) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add(isOurs ? "vnc://127.0.0.1:" + port : "127.0.0.1::" + port);
    Path folder = Program.newFolder();
    if (isOurs) {
      remember(folder.resolve("config/quantix"), port, screen);
    }
    return Program.start(
        folder,
        words,
        Map.of(
            "DISPLAY",
            ":" + screen.display(),
            "HOME",
            folder.toString(),
            "XDG_CONFIG_HOME",
            folder.resolve("config").toString(),
            "XDG_DATA_HOME",
            folder.resolve("data").toString(),
            "XDG_CACHE_HOME",
            folder.resolve("cache").toString()));
  }

  /** What the window would remember if a person had made it so large, and unscaled, before. */
  private static void remember(Path folder, int port, WatchedScreen screen) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("settings.json"),
        """
        {"version": 1,
         "windows": {"console": {"x": 0, "y": 0, "width": %d, "height": %d, "maximised": false}},
         "consoles": {"each": {"vnc://127.0.0.1:%d": {"scaling": "one_to_one"}}}}
        """
            .formatted(screen.width(), screen.height(), port));
  }
}
