package io.quantix.vnc.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Makes JPEG pictures with the libturbojpeg that servers use, and decodes them with it. */
@SuppressWarnings("restricted") // tests are allowed native access
public final class TurboCompressor {
  /** How chrominance is sampled; the order is the library's. */
  public enum Sampling {
    S444,
    S422,
    S420,
    GREY,
    S440,
    S411
  }

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int BGRA = 8;

  private TurboCompressor() {}

  /** A picture of opaque ARGB. */
  public static byte[] compress(int[] argb, int w, int h, Sampling sampling, int quality) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pixels = arena.allocateFrom(INT, argb);
      MemorySegment size = arena.allocate(LONG);
      long room = (w + 32L) * (h + 32L) * 6 + 4096;
      MemorySegment buffer = arena.allocate(room);
      MemorySegment pointer = arena.allocateFrom(ValueLayout.ADDRESS, buffer);
      size.set(LONG, 0, room);
      MemorySegment handle = (MemorySegment) function("tjInitCompress", null).invoke();
      int noRealloc = 1024;
      int result =
          (int)
              function("tjCompress2", INT, 9)
                  .invoke(
                      handle,
                      pixels,
                      w,
                      0,
                      h,
                      BGRA,
                      pointer,
                      size,
                      sampling.ordinal(),
                      quality,
                      noRealloc);
      int closed = (int) function("tjDestroy", INT, 1).invoke(handle);
      if (result != 0 || closed != 0) {
        throw new IllegalStateException("libturbojpeg could not compress");
      }
      return buffer.asSlice(0, size.get(LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle function(String name, ValueLayout result) {
    return function(name, result, 0);
  }

  private static MethodHandle function(String name, ValueLayout result, int kind) {
    SymbolLookup lookup = SymbolLookup.libraryLookup("libturbojpeg.so.0", Arena.global());
    ValueLayout pointer = ValueLayout.ADDRESS;
    FunctionDescriptor descriptor =
        switch (kind) {
          case 0 -> FunctionDescriptor.of(pointer);
          case 1 -> FunctionDescriptor.of(result, pointer);
          default ->
              FunctionDescriptor.of(
                  result, pointer, pointer, INT, INT, INT, INT, pointer, pointer, INT, INT, INT);
        };
    return Linker.nativeLinker().downcallHandle(lookup.find(name).orElseThrow(), descriptor);
  }
}
