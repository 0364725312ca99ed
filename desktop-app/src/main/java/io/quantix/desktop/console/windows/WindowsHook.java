package io.quantix.desktop.console.windows;

import io.quantix.desktop.console.input.HookThread;
import io.quantix.desktop.console.input.KeyboardHook;
import io.quantix.vnc.input.Keysym;
import io.quantix.vnc.input.WindowsScanCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;

/**
 * A low-level keyboard hook of Windows ({@code WH_KEYBOARD_LL}): it sees Alt+Tab and the Windows
 * key before Windows does, but never Ctrl+Alt+Del. Windows calls it on the thread that has made it,
 * while that waits for messages, and drops it if it takes too long.
 */
public final class WindowsHook implements KeyboardHook {
  private static final int WH_KEYBOARD_LL = 13;
  private static final int WM_QUIT = 0x12;
  private static final int VK_CAPITAL = 0x14;
  private static final int VK_NUMLOCK = 0x90;
  private static final int MESSAGE_BYTES = 48;
  private static final int KEY_BYTES = 24;
  private static final int LEAVES_DEAD_KEYS = 1 << 2;

  private final Keys keys;
  private final Arena arena = Arena.ofAuto();
  private final User32 windows;
  private final KeysDown down = new KeysDown();
  private final MemorySegment state = arena.allocate(256);
  private final MemorySegment text = arena.allocate(ValueLayout.JAVA_CHAR, 8);
  private final MemorySegment process = arena.allocate(ValueLayout.JAVA_INT);
  private final int ownProcess = (int) ProcessHandle.current().pid();
  private volatile int thread;

  private WindowsHook(Keys keys) throws IOException {
    this.keys = keys;
    windows = new User32(arena);
  }

  /**
   * Hooks in.
   *
   * @throws IOException if Windows does not let us, or this is no Windows
   */
  public static KeyboardHook open(Keys keys) throws IOException {
    WindowsHook hook = new WindowsHook(keys);
    HookThread.start("keyboard hook", hook::serve, keys::ended);
    return hook;
  }

  private void serve(CompletableFuture<Void> opened) throws IOException {
    try (Arena mine = Arena.ofConfined()) {
      MethodHandle procedure =
          MethodHandles.lookup()
              .findVirtual(
                  WindowsHook.class,
                  "procedure",
                  MethodType.methodType(long.class, int.class, long.class, long.class))
              .bindTo(this);
      long module = (long) windows.getModuleHandle.invokeExact(0L);
      long hook =
          (long)
              windows.setWindowsHookEx.invokeExact(
                  WH_KEYBOARD_LL, windows.callback(procedure, mine), module, 0);
      if (hook == 0) {
        throw new IOException("Windows does not let the keyboard be hooked");
      }
      try {
        thread = (int) windows.getCurrentThreadId.invokeExact();
        opened.complete(null);
        MemorySegment message = mine.allocate(MESSAGE_BYTES, 8);
        // Nothing but the end is ever sent; the hook is called in here.
        while ((int) windows.getMessage.invokeExact(message, 0L, 0, 0) > 0) {
          Thread.onSpinWait();
        }
      } finally {
        int _ = (int) windows.unhookWindowsHookEx.invokeExact(hook);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw User32.impossible(e);
    }
  }

  /** {@code LowLevelKeyboardProc}: called by Windows for each key. */
  @SuppressWarnings({"restricted", "unused"}) // found by its name
  private long procedure(int code, long message, long address) {
    try {
      if (code == 0 && takes(MemorySegment.ofAddress(address).reinterpret(KEY_BYTES))) {
        return 1;
      }
      return (long) windows.callNextHookEx.invokeExact(0L, code, message, address);
    } catch (Throwable e) {
      // Windows would end the program; a key that is passed over is the smaller harm.
      return 0;
    }
  }

  /** Tells of a key, as a {@code KBDLLHOOKSTRUCT} has it. */
  private boolean takes(MemorySegment key) throws Throwable {
    HookedKey event =
        new HookedKey(
            key.get(ValueLayout.JAVA_INT, 0),
            key.get(ValueLayout.JAVA_INT, 4),
            key.get(ValueLayout.JAVA_INT, 8));
    int place = WindowsScanCode.scanCode(event.virtualKey(), event.scanCode(), event.isExtended());
    down.key(event);
    if (place == 0 && event.isMadeUp()) {
      return false;
    }
    return keys.key(event.isDown(), place, keysym(event, place), event.code());
  }

  private int keysym(HookedKey key, int place) throws Throwable {
    down.state(state, (short) windows.getKeyState.invokeExact(VK_CAPITAL) & 1);
    long front = (long) windows.getForegroundWindow.invokeExact();
    int owner = (int) windows.getWindowThreadProcessId.invokeExact(front, process);
    long layout = (long) windows.getKeyboardLayout.invokeExact(owner);
    int length =
        (int)
            windows.toUnicodeEx.invokeExact(
                key.virtualKey(), key.scanCode(), state, text, 8, LEAVES_DEAD_KEYS, layout);
    char character = text.get(ValueLayout.JAVA_CHAR, 0);
    return length == 1 && character > ' ' && character != 0x7f
        ? Keysym.ofCodePoint(character)
        : Keysym.ofScanCode(place);
  }

  @Override
  public boolean isFocused() {
    try (Arena here = Arena.ofConfined()) {
      MemorySegment owner = here.allocate(ValueLayout.JAVA_INT);
      long front = (long) windows.getForegroundWindow.invokeExact();
      int _ = (int) windows.getWindowThreadProcessId.invokeExact(front, owner);
      return owner.get(ValueLayout.JAVA_INT, 0) == ownProcess;
    } catch (Throwable e) {
      throw User32.impossible(e);
    }
  }

  @Override
  public Locks locks() {
    try {
      short caps = (short) windows.getKeyState.invokeExact(VK_CAPITAL);
      short num = (short) windows.getKeyState.invokeExact(VK_NUMLOCK);
      return new Locks((caps & 1) != 0, (num & 1) != 0);
    } catch (Throwable e) {
      throw User32.impossible(e);
    }
  }

  @Override
  public void close() {
    try {
      int _ = (int) windows.postThreadMessage.invokeExact(thread, WM_QUIT, 0L, 0L);
    } catch (Throwable e) {
      throw User32.impossible(e);
    }
  }
}
