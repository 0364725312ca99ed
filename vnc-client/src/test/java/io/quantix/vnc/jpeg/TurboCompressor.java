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
  /** How chrominance is sampled. */
  public enum Sampling {
    S444(0),
    S422(1),
    S420(2),
    GREY(3),
    S440(4),
    S411(5);

    private final int number;

    Sampling(int number) {
      this.number = number;
    }
  }

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int BGRA = 8;
  private static final int PROGRESSIVE = 16_384;

  private TurboCompressor() {}

  /** A picture of opaque ARGB. */
  public static byte[] compress(int[] argb, int w, int h, Sampling sampling, int quality) {
    return compress(argb, w, h, sampling, quality, 0);
  }

  /** A progressive one. */
  static byte[] compressProgressively(int[] argb, int w, int h, Sampling sampling, int quality) {
    return compress(argb, w, h, sampling, quality, PROGRESSIVE);
  }

  private static byte[] compress(
      int[] argb, int w, int h, Sampling sampling, int quality, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pixels = arena.allocateFrom(INT, argb);
      MemorySegment size = arena.allocate(LONG);
      long room = (w + 32L) * (h + 32L) * 6 + 4096;
      MemorySegment buffer = arena.allocate(room);
      MemorySegment pointer = arena.allocateFrom(ValueLayout.ADDRESS, buffer);
      size.set(LONG, 0, room);
      MemorySegment handle =
          (MemorySegment) function("tjInitCompress", FunctionDescriptor.of(POINTER)).invoke();
      int noRealloc = 1024;
      int result =
          (int)
              function(
                      "tjCompress2",
                      FunctionDescriptor.of(
                          INT, POINTER, POINTER, INT, INT, INT, INT, POINTER, POINTER, INT, INT,
                          INT))
                  .invoke(
                      handle,
                      pixels,
                      w,
                      0,
                      h,
                      BGRA,
                      pointer,
                      size,
                      sampling.number,
                      quality,
                      noRealloc | flags);
      int closed = (int) function("tjDestroy", FunctionDescriptor.of(INT, POINTER)).invoke(handle);
      if (result != 0 || closed != 0) {
        throw new IllegalStateException("libturbojpeg could not compress");
      }
      return buffer.asSlice(0, size.get(LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    SymbolLookup lookup = SymbolLookup.libraryLookup("libturbojpeg.so.0", Arena.global());
    return Linker.nativeLinker().downcallHandle(lookup.find(name).orElseThrow(), descriptor);
  }
}
