package io.quantix.desktop.console.mac;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What an event tap needs of macOS: Quartz Event Services and Core Foundation's run loop. */
final class CoreGraphics {
  private static final String FRAMEWORKS = "/System/Library/Frameworks/";
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfBoolean BOOL = ValueLayout.JAVA_BOOLEAN;

  /** {@code CGEventRef CGEventTapCallBack(CGEventTapProxy, CGEventType, CGEventRef, void *)}. */
  static final FunctionDescriptor TAP = FunctionDescriptor.of(LONG, LONG, INT, LONG, LONG);

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup services;
  private final SymbolLookup carbon;
  final MethodHandle eventTapCreate;
  final MethodHandle eventTapEnable;
  final MethodHandle eventGetIntegerValueField;
  final MethodHandle eventGetFlags;
  final MethodHandle eventKeyboardGetUnicodeString;
  final MethodHandle eventSourceFlagsState;
  final MethodHandle machPortCreateRunLoopSource;
  final MethodHandle runLoopGetCurrent;
  final MethodHandle runLoopAddSource;
  final MethodHandle runLoopRun;
  final MethodHandle runLoopStop;
  final MethodHandle release;
  final MethodHandle layoutType;

  /** {@code kCFRunLoopCommonModes}. */
  final long commonModes;

  /**
   * Finds it.
   *
   * @throws IOException if this is no macOS, or native code may not be called
   */
  @SuppressWarnings("restricted") // allowed by --enable-native-access, which is looked at first
  CoreGraphics(Arena arena) throws IOException {
    if (!CoreGraphics.class.getModule().isNativeAccessEnabled()) {
      throw new IOException("native code may not be called");
    }
    try {
      services =
          SymbolLookup.libraryLookup(
              FRAMEWORKS + "ApplicationServices.framework/ApplicationServices", arena);
      carbon = SymbolLookup.libraryLookup(FRAMEWORKS + "Carbon.framework/Carbon", arena);
    } catch (IllegalArgumentException e) {
      throw new IOException("this is no macOS", e);
    }
    eventTapCreate = of("CGEventTapCreate", LONG, INT, INT, INT, LONG, LONG, LONG);
    eventTapEnable = ofNothing("CGEventTapEnable", LONG, BOOL);
    eventGetIntegerValueField = of("CGEventGetIntegerValueField", LONG, LONG, INT);
    eventGetFlags = of("CGEventGetFlags", LONG, LONG);
    eventKeyboardGetUnicodeString =
        ofNothing(
            "CGEventKeyboardGetUnicodeString",
            LONG,
            LONG,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);
    eventSourceFlagsState = of("CGEventSourceFlagsState", LONG, INT);
    machPortCreateRunLoopSource = of("CFMachPortCreateRunLoopSource", LONG, LONG, LONG, LONG);
    runLoopGetCurrent = of("CFRunLoopGetCurrent", LONG);
    runLoopAddSource = ofNothing("CFRunLoopAddSource", LONG, LONG, LONG);
    runLoopRun = ofNothing("CFRunLoopRun");
    runLoopStop = ofNothing("CFRunLoopStop", LONG);
    release = ofNothing("CFRelease", LONG);
    layoutType =
        handle(carbon, "KBGetLayoutType", FunctionDescriptor.of(INT, ValueLayout.JAVA_SHORT));
    commonModes = find(services, "kCFRunLoopCommonModes").reinterpret(Long.BYTES).get(LONG, 0);
  }

  private MethodHandle of(String name, ValueLayout result, ValueLayout... arguments)
      throws IOException {
    return handle(services, name, FunctionDescriptor.of(result, arguments));
  }

  private MethodHandle ofNothing(String name, ValueLayout... arguments) throws IOException {
    return handle(services, name, FunctionDescriptor.ofVoid(arguments));
  }

  @SuppressWarnings("restricted") // as above
  private MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor descriptor)
      throws IOException {
    return linker.downcallHandle(find(library, name), descriptor);
  }

  private static MemorySegment find(SymbolLookup library, String name) throws IOException {
    return library.find(name).orElseThrow(() -> new IOException("macOS has no " + name));
  }

  /** A function of ours that macOS can call, as long as the arena is open. */
  @SuppressWarnings("restricted") // as above
  long callback(MethodHandle of, Arena arena) {
    return linker.upcallStub(of, TAP, arena).address();
  }

  /** A call of C throws nothing; only a wrong descriptor here could. */
  static AssertionError impossible(Throwable e) {
    return new AssertionError("macOS could not be called", e);
  }
}
