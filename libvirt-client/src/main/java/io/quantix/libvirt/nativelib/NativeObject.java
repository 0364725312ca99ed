package io.quantix.libvirt.nativelib;

import com.sun.jna.PointerType;
import com.sun.jna.ptr.IntByReference;
import io.quantix.libvirt.LibvirtException;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/**
 * Something of a host that calls are made on: it is found anew for each call, and freed after it.
 */
abstract class NativeObject<P extends PointerType> {
  final NativeSession session;
  private final NativeKind.Free<P> free;

  NativeObject(NativeSession session, NativeKind.Free<P> free) {
    this.session = session;
    this.free = free;
  }

  /** A function of libvirt's that answers with a number, or -1. */
  @FunctionalInterface
  interface ForNumber<P> {
    /** Calls it. */
    int call(LibvirtCalls libvirt, P pointer);
  }

  /** A function of libvirt's that answers with a string, or NULL. */
  @FunctionalInterface
  interface ForText<P> {
    /** Calls it. */
    @Nullable CString call(LibvirtCalls libvirt, P pointer);
  }

  /** A function of libvirt's that fills a flag in. */
  @FunctionalInterface
  interface ForFlag<P> {
    /** Calls it. */
    int call(LibvirtCalls libvirt, P pointer, IntByReference flag);
  }

  /** Several calls on it. */
  @FunctionalInterface
  interface Work<P, T> {
    /** Does them. */
    T run(NativeCall call, P pointer) throws LibvirtException;
  }

  /** Asks libvirt for it; null is libvirt's error. */
  abstract @Nullable P find(NativeCall call) throws LibvirtException;

  final <T> T with(Work<P, T> work) throws LibvirtException {
    return session.call(call -> using(call, work));
  }

  /** The same for what may take as long as a disk is slow. */
  final <T> T withSlow(Work<P, T> work) throws LibvirtException {
    return session.callSlowly(call -> using(call, work));
  }

  /** The same inside a call. */
  final <T> T using(NativeCall call, Work<P, T> work) throws LibvirtException {
    P pointer = call.present(find(call));
    try {
      return work.run(call, pointer);
    } finally {
      free.free(call.libvirt(), pointer);
    }
  }

  final int number(ForNumber<P> function) throws LibvirtException {
    return with((call, pointer) -> call.check(function.call(call.libvirt(), pointer)));
  }

  final void run(ForNumber<P> function) throws LibvirtException {
    number(function);
  }

  final void runSlowly(ForNumber<P> function) throws LibvirtException {
    withSlow((call, pointer) -> call.check(function.call(call.libvirt(), pointer)));
  }

  final boolean isTrue(ForNumber<P> function) throws LibvirtException {
    return number(function) > 0;
  }

  final boolean flag(ForFlag<P> function) throws LibvirtException {
    return with((call, pointer) -> {
      IntByReference flag = new IntByReference();
      call.check(function.call(call.libvirt(), pointer, flag));
      return flag.getValue() != 0;
    });
  }

  final String text(ForText<P> function) throws LibvirtException {
    return with((call, pointer) -> call.text(function.call(call.libvirt(), pointer)));
  }
}
