package io.quantix.desktop.console.mac;

import io.quantix.desktop.console.input.HookThread;
import io.quantix.desktop.console.input.KeyboardHook;
import io.quantix.vnc.input.Keysym;
import io.quantix.vnc.input.MacKeyCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;

/**
 * An event tap of macOS ({@code CGEventTap}): it sees Command with Tab and the like before the Dock
 * does. macOS lets a program have one that the person has allowed to, under Privacy and Security,
 * Accessibility; otherwise there is none.
 */
public final class MacHook implements KeyboardHook {
  private static final int SESSION = 1;
  private static final int AT_HEAD = 0;
  private static final int FILTERS = 0;
  private static final int KEY_DOWN = 10;
  private static final int KEY_UP = 11;
  private static final int FLAGS_CHANGED = 12;
  private static final long MASK = 1L << KEY_DOWN | 1L << KEY_UP | 1L << FLAGS_CHANGED;
  private static final int SWITCHED_OFF = -2; // as tapDisabledByTimeout; -1 by the person
  private static final int KEY_CODE = 9;
  private static final int KEYBOARD_TYPE = 10;
  private static final int TARGET_PROCESS = 40;
  private static final int ISO = 0x49534f20;

  private final Keys keys;
  private final Arena arena = Arena.ofAuto();
  private final CoreGraphics mac;
  private final MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
  private final MemorySegment text = arena.allocate(ValueLayout.JAVA_CHAR, 8);
  private final long ownProcess = ProcessHandle.current().pid();
  private volatile long runLoop;
  private volatile boolean isOurs = true;
  private long tap;

  private MacHook(Keys keys) throws IOException {
    this.keys = keys;
    mac = new CoreGraphics(arena);
  }

  /**
   * Hooks in.
   *
   * @throws IOException if the person has not allowed it, or this is no macOS
   */
  public static KeyboardHook open(Keys keys) throws IOException {
    MacHook hook = new MacHook(keys);
    HookThread.start("keyboard tap", hook::serve, keys::ended);
    return hook;
  }

  private void serve(CompletableFuture<Void> opened) throws IOException {
    try (Arena mine = Arena.ofConfined()) {
      MethodHandle procedure =
          MethodHandles.lookup()
              .findVirtual(
                  MacHook.class,
                  "procedure",
                  MethodType.methodType(long.class, long.class, int.class, long.class, long.class))
              .bindTo(this);
      tap =
          (long)
              mac.eventTapCreate.invokeExact(
                  SESSION, AT_HEAD, FILTERS, MASK, mac.callback(procedure, mine), 0L);
      if (tap == 0) {
        throw new IOException("macOS does not let this program see the keyboard");
      }
      long source = (long) mac.machPortCreateRunLoopSource.invokeExact(0L, tap, 0L);
      runLoop = (long) mac.runLoopGetCurrent.invokeExact();
      mac.runLoopAddSource.invokeExact(runLoop, source, mac.commonModes);
      mac.eventTapEnable.invokeExact(tap, true);
      opened.complete(null);
      try {
        mac.runLoopRun.invokeExact();
      } finally {
        mac.eventTapEnable.invokeExact(tap, false);
        mac.release.invokeExact(source);
        mac.release.invokeExact(tap);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw CoreGraphics.impossible(e);
    }
  }

  /**
   * {@code CGEventTapCallBack}: called by macOS for each key; what it returns goes on, 0 nothing.
   */
  @SuppressWarnings("unused") // found by its name
  private long procedure(long proxy, int type, long event, long own) {
    try {
      if (type < 0 && type >= SWITCHED_OFF) {
        mac.eventTapEnable.invokeExact(tap, true);
        return event;
      }
      return takes(type, event) ? 0 : event;
    } catch (Throwable e) {
      // macOS would end the program; a key that is passed over is the smaller harm.
      return event;
    }
  }

  private boolean takes(int type, long event) throws Throwable {
    isOurs = field(event, TARGET_PROCESS) == ownProcess;
    int code = (int) field(event, KEY_CODE);
    int place = MacKeyCode.scanCode(code, isIso((short) field(event, KEYBOARD_TYPE)));
    if (type != FLAGS_CHANGED) {
      return keys.key(type == KEY_DOWN, place, keysym(event, place), code);
    }
    int keysym = Keysym.ofScanCode(place);
    if (MacModifiers.isLock(code)) {
      // Each change of the light is a stroke of the key.
      boolean takes = keys.key(true, place, keysym, code);
      return keys.key(false, place, keysym, code) && takes;
    }
    long flags = (long) mac.eventGetFlags.invokeExact(event);
    return MacModifiers.isKnown(code)
        && keys.key(MacModifiers.isDown(code, flags), place, keysym, code);
  }

  private long field(long event, int number) throws Throwable {
    return (long) mac.eventGetIntegerValueField.invokeExact(event, number);
  }

  private boolean isIso(short keyboard) throws Throwable {
    return (int) mac.layoutType.invokeExact(keyboard) == ISO;
  }

  private int keysym(long event, int place) throws Throwable {
    mac.eventKeyboardGetUnicodeString.invokeExact(event, 8L, length, text);
    char character = text.get(ValueLayout.JAVA_CHAR, 0);
    // Arrows and function keys have characters of Apple's own, from U+F700 on.
    boolean isText =
        length.get(ValueLayout.JAVA_LONG, 0) == 1
            && character > ' '
            && character != 0x7f
            && (character < 0xf700 || character > 0xf8ff);
    return isText ? Keysym.ofCodePoint(character) : Keysym.ofScanCode(place);
  }

  /** As the last key said, which alone knows; until then it is taken for granted. */
  @Override
  public boolean isFocused() {
    return isOurs;
  }

  /** A Mac's keypad has digits alone, as with Num Lock on. */
  @Override
  public Locks locks() {
    try {
      long flags = (long) mac.eventSourceFlagsState.invokeExact(0);
      return new Locks((flags & MacModifiers.CAPS_LOCK) != 0, true);
    } catch (Throwable e) {
      throw CoreGraphics.impossible(e);
    }
  }

  @Override
  public void close() {
    try {
      mac.runLoopStop.invokeExact(runLoop);
    } catch (Throwable e) {
      throw CoreGraphics.impossible(e);
    }
  }
}
