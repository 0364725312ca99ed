package io.quantix.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A VNC viewer with a window, as a person starts it: ours, and TigerVNC's as Debian packages it.
 * The desktop is shown one to one.
 *
 * @param name what tables call it
 * @param command the words before the server's address
 * @param isOurs whether addresses are URIs
 */
record Viewer(String name, List<String> command, boolean isOurs) {
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

  /** Opens it on a display for a server on a port of 127.0.0.1. */
  Program open(int display, int port) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add(isOurs ? "vnc://127.0.0.1:" + port : "127.0.0.1::" + port);
    Path folder = Program.newFolder();
    return Program.start(
        folder,
        words,
        Map.of(
            "DISPLAY",
            ":" + display,
            "HOME",
            folder.toString(),
            "XDG_CONFIG_HOME",
            folder.resolve("config").toString(),
            "XDG_DATA_HOME",
            folder.resolve("data").toString(),
            "XDG_CACHE_HOME",
            folder.resolve("cache").toString()));
  }
}
