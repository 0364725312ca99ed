package io.quantix.agent.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A display server that really runs, with no screen. */
public final class RealDesktop implements AutoCloseable {
  private static final int NOBODY = 65_534;

  private final Process server;
  private final DesktopSession session;
  private final Path log;

  private RealDesktop(Process server, DesktopSession session, Path log) {
    this.server = server;
    this.session = session;
    this.log = log;
  }

  /** The agent's own user, as whom these tests run. */
  public static int ownUid() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** TigerVNC's X server, which takes new modes as a guest's does. */
  public static RealDesktop xvnc(Path folder) throws IOException {
    return x(
        folder,
        Map.of(),
        "Xvnc",
        "-displayfd",
        "1",
        "-geometry",
        "1024x768",
        "-SecurityTypes",
        "None",
        "-rfbport",
        "-1",
        "-rfbunixpath",
        folder.resolve("rfb").toString());
  }

  /** An X server that lets nobody in who does not know its cookie. */
  public static RealDesktop xvfbWithCookie(Path folder) throws IOException {
    Path authority = folder.resolve("authority");
    byte[] cookie = new byte[16];
    new java.security.SecureRandom().nextBytes(cookie);
    try (var out = new java.io.DataOutputStream(Files.newOutputStream(authority))) {
      // One for another display, which must be passed over, and then ours, whose number is not
      // known
      // before the server has chosen it: one for all of them.
      for (String number : List.of("99999", "")) {
        out.writeShort(65_535);
        out.writeShort(0);
        out.writeShort(number.length());
        out.writeBytes(number);
        String name = "MIT-MAGIC-COOKIE-1";
        out.writeShort(name.length());
        out.writeBytes(name);
        out.writeShort(cookie.length);
        out.write(number.isEmpty() ? cookie : new byte[16]);
      }
    }
    return x(
        folder,
        Map.of("XAUTHORITY", authority.toString()),
        "Xvfb",
        "-displayfd",
        "1",
        "-auth",
        authority.toString(),
        "-screen",
        "0",
        "640x480x24");
  }

  /** X.Org's own server on a card that is none. */
  public static RealDesktop xorg(Path folder) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("xorg.conf"),
            """
            Section "ServerFlags"
              Option "AutoAddDevices" "false"
              Option "AutoAddGPU" "false"
              Option "DontVTSwitch" "true"
            EndSection
            Section "Device"
              Identifier "card"
              Driver "dummy"
              VideoRam 65536
            EndSection
            Section "Monitor"
              Identifier "monitor"
              HorizSync 5.0-1000.0
              VertRefresh 5.0-200.0
            EndSection
            Section "Screen"
              Identifier "screen"
              Device "card"
              Monitor "monitor"
              DefaultDepth 24
              SubSection "Display"
                Depth 24
                Modes "1024x768"
                Virtual 4096 4096
              EndSubSection
            EndSection
            """);
    return x(
        folder,
        Map.of(),
        "Xorg",
        "-displayfd",
        "1",
        "-config",
        config.toString(),
        "-logfile",
        folder.resolve("xorg.log").toString(),
        "-nolisten",
        "tcp",
        // Else it begins anew whenever its last client has gone, as no desktop's server does.
        "-noreset",
        "-novtswitch");
  }

  private static RealDesktop x(Path folder, Map<String, String> more, String... command)
      throws IOException {
    Path log = folder.resolve("server.log");
    Process server = new ProcessBuilder(command).redirectError(log.toFile()).start();
    // What it writes there, and no more: closing it would end some servers.
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    String number = reader.readLine();
    if (number == null) {
      throw new IOException(command[0] + " did not start: " + Files.readString(log));
    }
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DISPLAY", ":" + number.strip());
    return new RealDesktop(server, new DesktopSession(ownUid(), 0, environment), log);
  }

  /** Sway, a compositor of Wayland's; of another user where these tests run as root. */
  public static RealDesktop sway() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("quantix-sway");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path config =
        Files.writeString(
            folder.resolve("config"), "xwayland disable\noutput HEADLESS-1 resolution 1024x768\n");
    List<String> command = new ArrayList<>();
    int uid = ownUid() == 0 ? NOBODY : ownUid();
    if (ownUid() == 0) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
      own(folder);
    }
    command.addAll(List.of("sway", "-c", config.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY", "SWAYSOCK"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                folder.toString(),
                "XDG_RUNTIME_DIR",
                folder.toString(),
                "WLR_BACKENDS",
                "headless",
                "WLR_RENDERER",
                "pixman",
                "WLR_LIBINPUT_NO_DEVICES",
                "1"));
    Path log = Path.of(folder + ".log");
    Process server = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Path socket = folder.resolve("wayland-1");
    while (!Files.exists(socket)) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        server.destroyForcibly();
        throw new IOException("sway did not start: " + Files.readString(log));
      }
      Thread.sleep(20);
    }
    return new RealDesktop(
        server,
        new DesktopSession(
            uid,
            uid,
            Map.of(
                "XDG_RUNTIME_DIR",
                folder.toString(),
                "WAYLAND_DISPLAY",
                "wayland-1",
                "XDG_CURRENT_DESKTOP",
                "sway")),
        log);
  }

  /**
   * Mutter, GNOME's compositor, with a monitor of three modes, in a window of an X server that
   * nobody sees, and with a D-Bus session of its own.
   */
  public static RealDesktop mutter(Path folder) throws IOException, InterruptedException {
    Path address = folder.resolve("bus");
    Path log = folder.resolve("mutter.log");
    Path display = folder.resolve("display");
    ProcessBuilder builder =
        new ProcessBuilder(
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            "Xvfb -displayfd 3 -screen 0 1400x1000x24 3>\"$1\" & until [ -s \"$1\" ]; do sleep"
                + " 0.05; done; DISPLAY=:$(cat \"$1\") mutter --nested --wayland --no-x11 & printf"
                + " %s \"$DBUS_SESSION_BUS_ADDRESS\" >\"$0.new\"; mv \"$0.new\" \"$0\"; wait",
            address.toString(),
            display.toString());
    builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder
        .environment()
        .put("MUTTER_DEBUG_DUMMY_MODE_SPECS", "1024x768@60.0:800x600@60.0:1280x720@60.0");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Process server = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!Files.exists(address)) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        server.destroyForcibly();
        throw new IOException("mutter did not start: " + Files.readString(log));
      }
      Thread.sleep(20);
    }
    return new RealDesktop(
        server,
        new DesktopSession(
            ownUid(),
            0,
            Map.of(
                "XDG_RUNTIME_DIR",
                folder.toString(),
                "WAYLAND_DISPLAY",
                "wayland-0",
                "XDG_CURRENT_DESKTOP",
                "GNOME",
                "DBUS_SESSION_BUS_ADDRESS",
                Files.readString(address))),
        log);
  }

  private static void own(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", NOBODY);
        Files.setAttribute(file, "unix:gid", NOBODY);
      }
    }
  }

  /** How to be part of it. */
  public DesktopSession session() {
    return session;
  }

  /** The display's number with its colon. */
  public String display() {
    return session.environment().getOrDefault("DISPLAY", "");
  }

  @Override
  public void close() throws IOException {
    // What it has started outlives some of them.
    List<ProcessHandle> started = server.descendants().toList();
    server.destroy();
    started.forEach(ProcessHandle::destroy);
    server.onExit().join();
    started.forEach(one -> one.onExit().join());
    if (session.environment().containsValue("sway")) {
      try (Stream<Path> files =
          Files.walk(Path.of(session.environment().getOrDefault("XDG_RUNTIME_DIR", "")))) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(log);
    }
  }
}
