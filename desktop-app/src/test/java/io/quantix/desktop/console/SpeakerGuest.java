package io.quantix.desktop.console;

import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real QEMU whose guest does nothing but sound its speaker, 1,000 Hz, as a console's source. */
final class SpeakerGuest extends TestServer {
  // The timer's second channel counts to 1,193 (ports 0x43 and 0x42) and drives the speaker (0x61).
  private static final String BOOT_SECTOR = "fab0b6e643b0a9e642b004e642e4610c03e661f4ebfd";

  private final Path socket;
  private final TestProgram program;

  /** Boots one whose files are in a folder. */
  SpeakerGuest(Path folder) throws IOException, InterruptedException {
    super("quantix-lab-speaker");
    byte[] disk = new byte[1440 * 1024];
    byte[] code = HexFormat.of().parseHex(BOOT_SECTOR);
    System.arraycopy(code, 0, disk, 0, code.length);
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Path floppy = Files.write(folder.resolve("speaker"), disk);
    socket = folder.resolve("speaker-vnc");
    program =
        TestProgram.start(
            Map.of(),
            List.of(
                "qemu-system-x86_64",
                "-name",
                "quantix-lab-speaker",
                "-machine",
                "pc,accel=tcg,pcspk-audiodev=sound",
                "-audiodev",
                "none,id=sound",
                "-m",
                "32",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-vga",
                "std",
                "-drive",
                "if=floppy,format=raw,file=" + floppy,
                "-boot",
                "a",
                "-vnc",
                "unix:" + socket + ",audiodev=sound"));
    program.await(socket);
  }

  @Override
  public CompletableFuture<ConsoleTarget> target() {
    return CompletableFuture.completedFuture(
        new ConsoleTarget.Vnc(
            "here", _ -> VncTransport.unix(socket, Duration.ofSeconds(30)), VncOptions.defaults()));
  }

  @Override
  public void close() throws IOException {
    program.close();
  }
}
