package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts the user's own daemon, as libvirt's library does: in a session of its own, so that what
 * interrupts this program leaves it alone; it ends by itself two minutes after its last client and
 * VM.
 */
final class SessionDaemon {
  private static final List<String> FOLDERS =
      List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");
  private static final long PATIENCE_MILLIS = 30_000;

  private SessionDaemon() {}

  static ByteTransport start(List<Path> sockets, String driver, Duration patience)
      throws LibvirtException {
    Optional<Path> modular = driver.equals("qemu") ? program("virtqemud") : Optional.empty();
    Path program =
        modular
            .or(() -> program("libvirtd"))
            .orElseThrow(() ->
                new LibvirtException(
                    Kind.NO_DAEMON,
                    0,
                    0,
                    "your own libvirt daemon does not run, and neither virtqemud nor libvirtd"
                        + " is installed",
                    "On Debian and Ubuntu: sudo apt-get install libvirt-daemon"
                        + " libvirt-daemon-driver-qemu qemu-system-x86."));
    Process daemon;
    try {
      Files.createDirectories(DaemonSockets.userFolder());
      daemon =
          new ProcessBuilder(program.toString(), "--daemon", "--timeout=120")
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new LibvirtException(
          Kind.NO_DAEMON, 0, 0, program + " could not be started: " + e.getMessage(), "", e);
    }
    return await(sockets, program, daemon, patience);
  }

  private static ByteTransport await(
      List<Path> sockets, Path program, Process daemon, Duration patience) throws LibvirtException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (System.nanoTime() < until) {
      for (Path socket : sockets) {
        try {
          return UnixSocketTransport.connect(socket, patience);
        } catch (IOException e) {
          // Not there yet: the daemon makes its socket once it is ready.
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LibvirtException(
            Kind.INTERRUPTED, 0, 0, "interrupted while " + program + " was starting", "");
      }
      // Another client may have been quicker, then ours ends at once and its socket answers.
      if (!daemon.isAlive()
          && daemon.exitValue() != 0
          && System.nanoTime() > until - 25_000_000_000L) {
        break;
      }
    }
    throw new LibvirtException(
        Kind.NO_DAEMON,
        0,
        0,
        program + " was started, but made no socket that answers",
        "Run it in a terminal to see why: " + program + " --verbose");
  }

  static Optional<Path> program(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
