package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.rpc.RpcErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;

/**
 * libvirt as one task sees it, on the task's thread: its functions, the connection, and what turns
 * its answers -1 and NULL into exceptions.
 */
final class NativeCall {
  private final NativeSession session;
  private final LibvirtLibrary library;
  private final ConnectionPointer connection;

  NativeCall(NativeSession session, LibvirtLibrary library, ConnectionPointer connection) {
    this.session = session;
    this.library = library;
    this.connection = connection;
  }

  LibvirtCalls libvirt() {
    return library.calls();
  }

  ConnectionPointer connection() {
    return connection;
  }

  NativeSession session() {
    return session;
  }

  /** Gives back what is not negative; else libvirt's error. */
  int check(int answer) throws LibvirtException {
    if (answer < 0) {
      throw error();
    }
    return answer;
  }

  boolean isTrue(int answer) throws LibvirtException {
    return check(answer) > 0;
  }

  /** Gives back what is not NULL; else libvirt's error. */
  <P> P present(@Nullable P answer) throws LibvirtException {
    if (answer == null) {
      throw error();
    }
    return answer;
  }

  /** A string that libvirt made for us, which is freed; NULL is libvirt's error. */
  String text(@Nullable CString answer) throws LibvirtException {
    return present(answer).toString();
  }

  /** Frees what libvirt made for us. */
  void free(@Nullable Pointer memory) {
    if (memory != null) {
      library.memory().free(memory);
    }
  }

  /** An array of strings that libvirt made for us; array and strings are freed. */
  List<String> texts(@Nullable Pointer array, int count) {
    if (array == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(count);
    for (Pointer each : count == 0 ? new Pointer[0] : array.getPointerArray(0, count)) {
      texts.add(each.getString(0, "UTF-8"));
      free(each);
    }
    free(array);
    return List.copyOf(texts);
  }

  /** An array of pointers to structures that libvirt made for us; all of it is freed. */
  <T> List<T> structures(
      @Nullable Pointer array, int count, Function<CStruct, T> reader, Consumer<Pointer> free) {
    if (array == null) {
      return List.of();
    }
    List<T> read = new ArrayList<>(count);
    for (Pointer each : count == 0 ? new Pointer[0] : array.getPointerArray(0, count)) {
      read.add(reader.apply(new CStruct(each)));
      free.accept(each);
    }
    free(array);
    return List.copyOf(read);
  }

  /** What libvirt says about the call that has just failed on this thread. */
  LibvirtException error() {
    return session.failed(error(libvirt()), libvirt(), connection);
  }

  /** The same where there is no connection yet. */
  static LibvirtException error(LibvirtCalls libvirt) {
    String function = NativeTask.lastFunction();
    int code = libvirt.virGetLastErrorCode();
    int domain = libvirt.virGetLastErrorDomain();
    String message = libvirt.virGetLastErrorMessage();
    if (code == 0 || message == null || message.isBlank()) {
      return new LibvirtException(
          Kind.FAILED, code, domain, function + " failed, and libvirt does not say why", "");
    }
    return RpcErrors.of(code, domain, message);
  }

  /** The flags' bits together. */
  @SafeVarargs
  static <F> int bits(ToIntFunction<F> bit, F... flags) {
    int bits = 0;
    for (F flag : flags) {
      bits |= bit.applyAsInt(flag);
    }
    return bits;
  }
}
