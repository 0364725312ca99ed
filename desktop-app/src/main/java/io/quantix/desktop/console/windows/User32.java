package io.quantix.desktop.console.windows;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of user32 and kernel32 that a keyboard hook needs (WinUser.h), of 64-bit Windows.
 */
final class User32 {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;

  /** {@code LRESULT LowLevelKeyboardProc(int, WPARAM, LPARAM)}. */
  static final FunctionDescriptor HOOK = FunctionDescriptor.of(POINTER, INT, POINTER, POINTER);

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup user;
  private final SymbolLookup kernel;
  final MethodHandle setWindowsHookEx;
  final MethodHandle callNextHookEx;
  final MethodHandle unhookWindowsHookEx;
  final MethodHandle getMessage;
  final MethodHandle postThreadMessage;
  final MethodHandle getForegroundWindow;
  final MethodHandle getWindowThreadProcessId;
  final MethodHandle getKeyState;
  final MethodHandle toUnicodeEx;
  final MethodHandle getKeyboardLayout;
  final MethodHandle getCurrentThreadId;
  final MethodHandle getModuleHandle;

  /**
   * Finds them.
   *
   * @throws IOException if this is no such Windows, or native code may not be called
   */
  @SuppressWarnings("restricted") // allowed by --enable-native-access, which is looked at first
  User32(Arena arena) throws IOException {
    if (!User32.class.getModule().isNativeAccessEnabled()) {
      throw new IOException("native code may not be called");
    }
    try {
      user = SymbolLookup.libraryLookup("user32", arena);
      kernel = SymbolLookup.libraryLookup("kernel32", arena);
    } catch (IllegalArgumentException e) {
      throw new IOException("this is no Windows", e);
    }
    setWindowsHookEx = user("SetWindowsHookExW", POINTER, INT, POINTER, POINTER, INT);
    callNextHookEx = user("CallNextHookEx", POINTER, POINTER, INT, POINTER, POINTER);
    unhookWindowsHookEx = user("UnhookWindowsHookEx", INT, POINTER);
    getMessage = user("GetMessageW", INT, ValueLayout.ADDRESS, POINTER, INT, INT);
    postThreadMessage = user("PostThreadMessageW", INT, INT, INT, POINTER, POINTER);
    getForegroundWindow = user("GetForegroundWindow", POINTER);
    getWindowThreadProcessId = user("GetWindowThreadProcessId", INT, POINTER, ValueLayout.ADDRESS);
    getKeyState = user("GetKeyState", ValueLayout.JAVA_SHORT, INT);
    toUnicodeEx =
        user(
            "ToUnicodeEx",
            INT,
            INT,
            INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            INT,
            INT,
            POINTER);
    getKeyboardLayout = user("GetKeyboardLayout", POINTER, INT);
    getCurrentThreadId = handle(kernel, "GetCurrentThreadId", FunctionDescriptor.of(INT));
    getModuleHandle = handle(kernel, "GetModuleHandleW", FunctionDescriptor.of(POINTER, POINTER));
  }

  private MethodHandle user(String name, ValueLayout result, ValueLayout... arguments)
      throws IOException {
    return handle(user, name, FunctionDescriptor.of(result, arguments));
  }

  @SuppressWarnings("restricted") // as above
  private MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor descriptor)
      throws IOException {
    MemorySegment address =
        library.find(name).orElseThrow(() -> new IOException("Windows has no " + name));
    return linker.downcallHandle(address, descriptor);
  }

  /** A function of ours that Windows can call, as long as the arena is open. */
  @SuppressWarnings("restricted") // as above
  long callback(MethodHandle of, Arena arena) {
    return linker.upcallStub(of, HOOK, arena).address();
  }

  /** A call of C throws nothing; only a wrong descriptor here could. */
  static AssertionError impossible(Throwable e) {
    return new AssertionError("user32 could not be called", e);
  }
}
