package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import io.quantix.libvirt.LibvirtException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object of libvirt's. Its pointers never outlive the call that got them: what is kept is
 * what the object is known by, so that nothing has to be freed later.
 *
 * @param empty makes a pointer that is yet to be set
 * @param free libvirt's function for that
 * @param reader makes what is kept
 */
record NativeKind<P extends PointerType, T>(Supplier<P> empty, Free<P> free, Reader<P, T> reader) {
  /** Frees one. */
  @FunctionalInterface
  interface Free<P> {
    /** Calls libvirt's function for that. */
    int free(LibvirtCalls libvirt, P pointer);
  }

  /** Makes of a pointer what is kept. */
  @FunctionalInterface
  interface Reader<P, T> {
    /** Reads what the object is known by. */
    T read(NativeCall call, P pointer) throws LibvirtException;
  }

  /** Asks libvirt for a list of pointers. */
  @FunctionalInterface
  interface Lister {
    /** Calls libvirt's function; it answers how many there are. */
    int list(PointerByReference all);
  }

  /** Reads and frees a pointer; NULL is libvirt's error. */
  T take(NativeCall call, @Nullable P pointer) throws LibvirtException {
    P present = call.present(pointer);
    try {
      return reader.read(call, present);
    } finally {
      free.free(call.libvirt(), present);
    }
  }

  /** Reads and frees all of a list. */
  List<T> takeAll(NativeCall call, Lister lister) throws LibvirtException {
    List<T> result = new ArrayList<>();
    eachOf(call, lister, pointer -> result.add(reader.read(call, pointer)));
    return List.copyOf(result);
  }

  /** Is given a pointer, for as long as it is at it. */
  @FunctionalInterface
  interface User<P> {
    /** Does something with it. */
    void use(P pointer) throws LibvirtException;
  }

  /** Does something with each of a list, and frees them. */
  void eachOf(NativeCall call, Lister lister, User<P> user) throws LibvirtException {
    PointerByReference all = new PointerByReference();
    int count = call.check(lister.list(all));
    Pointer array = all.getValue();
    if (array == null) {
      return;
    }
    Pointer[] pointers = count == 0 ? new Pointer[0] : array.getPointerArray(0, count);
    int done = 0;
    try {
      while (done < pointers.length) {
        P pointer = typed(pointers[done++]);
        try {
          user.use(pointer);
        } finally {
          free.free(call.libvirt(), pointer);
        }
      }
    } finally {
      while (done < pointers.length) {
        free.free(call.libvirt(), typed(pointers[done++]));
      }
      call.free(array);
    }
  }

  private P typed(Pointer pointer) {
    P typed = empty.get();
    typed.setPointer(pointer);
    return typed;
  }
}
