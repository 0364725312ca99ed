package io.quantix.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A whole Debian with systemd in a QEMU of its own, without libvirt, which installs this tree's
 * guest agent by {@code dpkg} once it is up. It needs {@code debootstrap} and root the first time;
 * what that made is kept in the lab's cache. It goes with this JVM, also by {@code kill -9}.
 */
public final class DebianGuest implements AutoCloseable {
  /** Until a guest is made, at first with what it downloads. */
  private static final Duration BUILDING = Duration.ofMinutes(20);

  private static final int MEMORY_MIB = 1280;

  /** systemd gives up on nothing only because the machine below is busy. */
  private static final String WORDS =
      "console=ttyS0 quiet panic=-1 rdinit=/init systemd.default_timeout_start_sec=900"
          + " systemd.default_device_timeout_sec=900";

  /** Ends QEMU when the standard input ends, and with it. */
  private static final String KEEP =
      "exec 3<&0; \"$@\" </dev/null & q=$!; (cat <&3 >/dev/null; kill -KILL $q 2>/dev/null) & wait"
          + " $q";

  private final Path folder;
  private final Process process;

  private DebianGuest(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Why there can be none for this user on this machine, if so. */
  public static Optional<String> missing() {
    Path cache = LabFiles.cache();
    boolean root = "root".equals(System.getProperty("user.name"));
    try (Stream<Path> files = Files.exists(cache) ? Files.list(cache) : Stream.empty()) {
      boolean made =
          files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("debian-"));
      return root || made
          ? Optional.empty()
          : Optional.of("debootstrap makes the Debian guest, and needs root the first time");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds and starts it; does not wait until it is up. */
  public static DebianGuest start() {
    Path tiny = LabFiles.guest();
    Path lab = LabFiles.script("build-debian");
    try {
      Path folder = Files.createTempDirectory("qdebian.");
      try {
        Path build = lab.resolveSibling("../installers/agent/build").normalize();
        Command.run(
            List.of(build.toString(), folder.toString(), "--quick", "--only", "deb"), BUILDING);
        Command.run(
            List.of(
                lab.toString(),
                tiny.toString(),
                folder.resolve("quantix-agent_amd64.deb").toString(),
                folder.resolve("initrd").toString()),
            BUILDING);
        return new DebianGuest(folder, qemu(tiny, folder));
      } catch (IOException | RuntimeException e) {
        delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process qemu(Path tiny, Path folder) throws IOException {
    String accelerator = LabFiles.kvmWorks(tiny) ? "kvm" : "tcg,thread=multi";
    List<String> words = new ArrayList<>(List.of("sh", "-c", KEEP, "sh", "qemu-system-x86_64"));
    words.addAll(List.of("-accel", accelerator, "-M", "pc", "-cpu", "max", "-smp", "2"));
    words.addAll(List.of("-m", Integer.toString(MEMORY_MIB), "-display", "none", "-nodefaults"));
    words.addAll(List.of("-no-reboot", "-serial", "file:" + folder.resolve("serial")));
    words.addAll(List.of("-kernel", tiny.resolve("kernel").toString()));
    words.addAll(List.of("-initrd", folder.resolve("initrd").toString()));
    words.addAll(List.of("-append", WORDS));
    words.addAll(List.of("-device", "virtio-serial-pci,id=serial"));
    words.addAll(
        List.of(
            "-chardev",
            "socket,id=agent,server=on,wait=off,path=" + folder.resolve("agent"),
            "-device",
            "virtserialport,bus=serial.0,chardev=agent,name=org.limiquantix.agent.0"));
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(folder.resolve("qemu").toFile())
            .redirectErrorStream(true)
            .start();
    return process;
  }

  /** The UNIX socket that QEMU listens at for the agent's channel, once it is there. */
  public Path agentSocket() throws InterruptedException {
    Path socket = folder.resolve("agent");
    while (!Files.exists(socket)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new LabException("QEMU has ended: " + log());
      }
    }
    return socket;
  }

  /** Waits until it has switched itself off. */
  public boolean awaitOff(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What QEMU and the guest's console said. */
  public String log() {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("qemu", "serial")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try {
          text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return text.toString();
  }

  /** Ends it at once. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
