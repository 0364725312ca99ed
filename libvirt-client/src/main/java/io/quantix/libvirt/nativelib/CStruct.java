package io.quantix.libvirt.nativelib;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A C structure that libvirt made, read field by field as the compiler has laid it out. */
final class CStruct {
  private final Pointer start;
  private long at;

  CStruct(Pointer start) {
    this.start = start;
  }

  private long next(int bytes) {
    long here = (at + bytes - 1) / bytes * bytes;
    at = here + bytes;
    return here;
  }

  int int32() {
    return start.getInt(next(4));
  }

  long int64() {
    return start.getLong(next(8));
  }

  /** A size_t. */
  long size() {
    return Native.SIZE_T_SIZE == 8 ? int64() : Integer.toUnsignedLong(int32());
  }

  @Nullable Pointer pointer() {
    return start.getPointer(next(Native.POINTER_SIZE));
  }

  /** A string; empty for NULL. */
  Optional<String> text() {
    return Optional.ofNullable(pointer()).map(each -> each.getString(0, "UTF-8"));
  }
}
