package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The terminal that the program runs in, while each key goes through it as it is pressed. Closed,
 * or when the program ends, it is as it was before.
 */
final class OwnTerminal implements AutoCloseable {
  private static final Path TERMINAL = Path.of("/dev/tty");
  // TIOCGWINSZ, of <asm-generic/ioctls.h> and of macOS's <sys/ttycom.h>.
  private static final long SIZE_ON_LINUX = 0x5413;
  private static final long SIZE_ON_MACOS = 0x40087468;
  private static final int SIZE_BYTES = 8;
  private static final Size USUAL = new Size(80, 24);

  /** In characters. */
  record Size(int columns, int rows) {}

  private final String before;
  private final Thread atEnd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment window =
      arena.allocate(SIZE_BYTES, ValueLayout.JAVA_SHORT.byteSize());
  private final MethodHandle ioctl;
  private final long sizeRequest;

  @SuppressWarnings("restricted")
  private OwnTerminal(String before) {
    this.before = before;
    this.atEnd = new Thread(this::restore, "terminal");
    boolean macOs = System.getProperty("os.name", "").startsWith("Mac");
    sizeRequest = macOs ? SIZE_ON_MACOS : SIZE_ON_LINUX;
    Linker linker = Linker.nativeLinker();
    ioctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
  }

  /**
   * Has keys go through one by one.
   *
   * @throws CommandFailedException if there is no terminal, or none that can do that
   */
  static OwnTerminal raw() throws CommandFailedException, InterruptedException {
    OwnTerminal terminal = new OwnTerminal(stty("-g"));
    Runtime.getRuntime().addShutdownHook(terminal.atEnd);
    stty("raw", "-echo");
    return terminal;
  }

  /** How large it is now. */
  synchronized Size size() {
    try {
      int status = (int) ioctl.invokeExact(0, sizeRequest, window);
      int rows = Short.toUnsignedInt(window.get(ValueLayout.JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(window.get(ValueLayout.JAVA_SHORT, 2));
      return status == 0 && rows > 0 && columns > 0 ? new Size(columns, rows) : USUAL;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void restore() {
    try {
      stty(before);
    } catch (CommandFailedException e) {
      // It is gone; so is what there was to restore.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String stty(String... words) throws CommandFailedException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(TERMINAL.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (stty.waitFor() == 0) {
        return said.strip();
      }
      throw new CommandFailedException(Texts.text("cli.guest.shell.stty", said.strip()), "");
    } catch (IOException e) {
      throw new CommandFailedException(
          Texts.text("cli.guest.shell.stty", String.valueOf(e.getMessage())), "", e);
    }
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      // It is at it.
    }
  }
}
