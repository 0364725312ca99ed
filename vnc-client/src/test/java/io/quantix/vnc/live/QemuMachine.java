package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real QEMU with a boot sector that draws, and echoes the keyboard (boot-sector.s). */
final class QemuMachine implements AutoCloseable {
  // boot-sector.s, assembled as its first lines say.
  private static final String BOOT_SECTOR =
      """
      fa31c08ed88ed0bc007cb81300cd10b800a08ec0fc31ff66bb3930000031d231c983f964721181f9
      c8007222b00383fa647527b00eeb236669db6d4ec6416681c3393000006689d866c1e810eb0c89c8
      c1e80301d0c1e802240faa4181f9400175bf4281fac80075b631f6c7062400887cc70626000000b0
      fde621b0ffe6a1b052e85400fbf4ebfde460e84b0080fb587505b80300cd1080fb577505b81300cd
      1080fb7e751ab0ede660b004e660b0b6e643b0a9e642b004e642e4610c03e66188d8b9400189f7f3
      aa89fe81fe00fa720231f6b020e620cf88c3bafd03eca82074fb88d8baf803eec3
      """;

  // smooth-screen.s, likewise.
  private static final String SMOOTH_SCREEN =
      """
      fa31c08ed88ed0bc007cb800a08ec0fcbb040031c9e86200bb0100b98002e8590043b99001e85200
      43b92000e84b0043b90100e8440031f631ff31ed31c989c8c1e802aa89e8d1e8aa89c801e8c1e803
      aa30c0aa85ff750b4651bb050089f1e81800594181f9800275d44581fd900175cbbaf803b052eef4
      ebfdbace0189d8ef4289c8efc3
      """;

  private final Path folder;
  private final ChildProcess process;
  private final SocketChannel monitor;
  private final BufferedReader answers;

  /** Boots; what it draws is complete when this returns. */
  QemuMachine(String vncOptions, String... more) throws IOException, InterruptedException {
    this(BOOT_SECTOR, vncOptions, more);
  }

  /** Boots one whose screen shows a picture that a lossy server takes for a photograph. */
  static QemuMachine withPhotograph(String vncOptions) throws IOException, InterruptedException {
    return new QemuMachine(SMOOTH_SCREEN, vncOptions, new String[0]);
  }

  private QemuMachine(String bootSector, String vncOptions, String[] more)
      throws IOException, InterruptedException {
    folder = ChildProcess.newFolder();
    byte[] disk = new byte[1440 * 1024];
    byte[] code = HexFormat.of().parseHex(bootSector.replace("\n", ""));
    System.arraycopy(code, 0, disk, 0, code.length);
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Files.write(folder.resolve("disk"), disk);
    List<String> command =
        new ArrayList<>(
            List.of(
                "qemu-system-x86_64",
                "-name",
                "quantix-lab-vnc",
                "-machine",
                "pc,accel=tcg",
                "-m",
                "32",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-drive",
                "if=floppy,format=raw,file=" + folder.resolve("disk"),
                "-boot",
                "a",
                "-serial",
                "file:" + folder.resolve("serial"),
                "-qmp",
                "unix:" + folder.resolve("qmp") + ",server=on,wait=off",
                "-vnc",
                "unix:" + vncSocket() + vncOptions));
    command.addAll(more.length == 0 ? List.of("-vga", "std") : List.of(more));
    process = new ChildProcess(folder, "qemu-system-x86", command);
    try {
      monitor = process.connect(folder.resolve("qmp"));
      answers = new BufferedReader(Channels.newReader(monitor, StandardCharsets.UTF_8));
      answers.readLine();
      execute("{\"execute\":\"qmp_capabilities\"}");
      awaitSerial(1);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  Path vncSocket() {
    return folder.resolve("vnc");
  }

  VncTransport connect() throws Exception {
    return VncTransport.unix(vncSocket(), Duration.ofSeconds(30));
  }

  /** Runs a monitor command and returns its answer. */
  String execute(String json) throws IOException {
    monitor.write(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    while (true) {
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("QEMU is gone: " + process.log());
      }
      if (line.startsWith("{\"return\"")) {
        return line;
      }
      if (line.startsWith("{\"error\"")) {
        throw new IOException(json + " -> " + line);
      }
    }
  }

  /** What the guest's screen shows, by QEMU's own account. */
  Picture screendump() throws IOException {
    Path file = folder.resolve("screen.ppm");
    execute("{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"" + file + "\"}}");
    return Picture.ofPpm(Files.readAllBytes(file));
  }

  /** All bytes that the guest has sent, once there are so many; the first is R. */
  byte[] awaitSerial(int count) throws IOException, InterruptedException {
    Path file = folder.resolve("serial");
    process.await(file);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.size(file) < count) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the guest sent only "
                + HexFormat.of().formatHex(Files.readAllBytes(file))
                + "; "
                + process.log());
      }
      Thread.sleep(10);
    }
    return Files.readAllBytes(file);
  }

  @Override
  public void close() throws IOException {
    try (monitor) {
      process.close();
    }
  }
}
