package io.quantix.vnc.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions of an installed libturbojpeg, versions 2 and 3 (libjpeg-turbo's turbojpeg.h), which
 * this class finds when it is first used. Elsewhere than on Linux the library is taken only from
 * where its installer or Homebrew puts it, never from a search path that others can write to.
 */
final class TurboJpegLibrary {
  private static final List<String> LINUX = List.of("libturbojpeg.so.0");
  private static final List<String> MAC =
      List.of(
          "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
          "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib",
          "/opt/libjpeg-turbo/lib64/libturbojpeg.dylib",
          "/opt/libjpeg-turbo/lib/libturbojpeg.dylib");
  private static final List<String> WINDOWS = List.of("C:\\libjpeg-turbo64\\bin\\turbojpeg.dll");

  // Pointers are passed as long: they have the same size and registers wherever the JVM runs.
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private static final @Nullable SymbolLookup LOOKUP = find();
  private static final @Nullable MethodHandle OPEN =
      handle("tjInitDecompress", FunctionDescriptor.of(POINTER));
  private static final @Nullable MethodHandle DECOMPRESS =
      handle(
          "tjDecompress2",
          FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, POINTER, INT, INT, INT, INT, INT));
  private static final @Nullable MethodHandle CLOSE =
      handle("tjDestroy", FunctionDescriptor.of(INT, POINTER));

  private TurboJpegLibrary() {}

  /** Whether it is installed, and may be called. */
  static boolean isThere() {
    return OPEN != null && DECOMPRESS != null && CLOSE != null;
  }

  /** A new decompressor; 0 if there is none. */
  static long open() {
    try {
      return OPEN == null ? 0 : (long) OPEN.invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Decompresses a picture; false if it is broken. */
  static boolean decompress(
      long handle,
      long source,
      long length,
      long target,
      int width,
      int pitch,
      int height,
      int format,
      int flags) {
    try {
      return DECOMPRESS != null
          && (int)
                  DECOMPRESS.invokeExact(
                      handle, source, length, target, width, pitch, height, format, flags)
              == 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Frees a decompressor. */
  static void close(long handle) {
    try {
      if (CLOSE != null) {
        int _ = (int) CLOSE.invokeExact(handle);
      }
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** A call of C throws nothing; only a wrong descriptor here could. */
  private static AssertionError impossible(Throwable e) {
    return new AssertionError("libturbojpeg could not be called", e);
  }

  @SuppressWarnings("restricted") // allowed by --enable-native-access, which is looked at first
  private static @Nullable SymbolLookup find() {
    if (!TurboJpegLibrary.class.getModule().isNativeAccessEnabled()
        || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return null;
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> names = system.contains("win") ? WINDOWS : system.contains("mac") ? MAC : LINUX;
    for (String name : names) {
      try {
        return SymbolLookup.libraryLookup(name, Arena.global());
      } catch (IllegalArgumentException e) {
        // Not there: the next, or the decoder in Java.
      }
    }
    return null;
  }

  @SuppressWarnings("restricted") // as above
  private static @Nullable MethodHandle handle(String name, FunctionDescriptor descriptor) {
    if (LOOKUP == null) {
      return null;
    }
    MemorySegment address = LOOKUP.find(name).orElse(null);
    return address == null ? null : Linker.nativeLinker().downcallHandle(address, descriptor);
  }
}
