package io.quantix.desktop.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real QEMU whose guest reports each byte of its keyboard (keyboard-echo.s). */
final class KeyboardGuest implements AutoCloseable {
  // keyboard-echo.s, assembled as its first lines say.
  private static final String BOOT_SECTOR =
      """
      fa31c08ed88ed0bc007cc7062400277cc70626000000b0fde621b0ffe6a1
      b052e80e00fbf4ebfde460e80500b020e620cf88c3bafd03eca82074fb88
      d8baf803eec3
      """;

  private final Path folder = Files.createTempDirectory("quantix-lab-keyboard-");
  private final TestProgram program;
  private int read = 1;

  KeyboardGuest() throws IOException, InterruptedException {
    byte[] disk = new byte[1440 * 1024];
    byte[] code = HexFormat.of().parseHex(BOOT_SECTOR.replace("\n", ""));
    System.arraycopy(code, 0, disk, 0, code.length);
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Files.write(folder.resolve("disk"), disk);
    program =
        TestProgram.start(
            Map.of(),
            List.of(
                "qemu-system-x86_64",
                "-name",
                "quantix-lab-keyboard",
                "-machine",
                "pc,accel=tcg",
                "-m",
                "32",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-vga",
                "std",
                "-drive",
                "if=floppy,format=raw,file=" + folder.resolve("disk"),
                "-boot",
                "a",
                "-serial",
                "file:" + folder.resolve("serial"),
                "-vnc",
                "unix:" + socket()));
    program.await(folder.resolve("serial"));
    var _ = all(1);
  }

  String socket() {
    return folder.resolve("vnc").toString();
  }

  /** The next bytes of the keyboard, as hexadecimal digits, when there are so many. */
  String next(int count) throws IOException, InterruptedException {
    byte[] all = all(read + count);
    String next = HexFormat.of().formatHex(all, read, all.length);
    read = all.length;
    return next;
  }

  private byte[] all(int count) throws IOException, InterruptedException {
    Path file = folder.resolve("serial");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.size(file) < count) {
      if (!program.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the guest's keyboard gave only "
                + HexFormat.of().formatHex(Files.readAllBytes(file))
                + ", the last of them "
                + (Files.size(file) - read)
                + " of "
                + (count - read)
                + " that were awaited");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return Files.readAllBytes(file);
  }

  @Override
  public void close() throws IOException {
    program.close();
    for (String name : List.of("disk", "serial", "vnc")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}
