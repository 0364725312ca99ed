package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something of a host that calls are made on: its identity is the first argument of each. Two of
 * one kind and key are equal.
 */
abstract class RemoteObject {
  final RemoteConnection connection;

  RemoteObject(RemoteConnection connection) {
    this.connection = connection;
  }

  /** Arguments that begin with this object's identity. */
  abstract XdrWriter arguments() throws LibvirtException;

  /** What tells it from others of its kind for as long as it lives. */
  abstract Object key();

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof RemoteObject each
        && each.getClass() == getClass()
        && each.key().equals(key());
  }

  @Override
  public final int hashCode() {
    return key().hashCode();
  }

  /** A call that takes nothing more and gives nothing. */
  final void call(Procedure procedure) throws LibvirtException {
    connection.call(procedure, arguments());
  }

  /** The same with flags. */
  final void call(Procedure procedure, int flags) throws LibvirtException {
    connection.call(procedure, arguments().integer(flags));
  }

  final boolean isTrue(Procedure procedure) throws LibvirtException {
    return connection.call(procedure, arguments(), in -> in.integer() != 0);
  }

  final String text(Procedure procedure, int flags) throws LibvirtException {
    return connection.call(procedure, arguments().integer(flags), XdrReader::string);
  }

  /** A string that the protocol may leave out. */
  static Optional<String> optional(XdrReader in) throws ProtocolException {
    return in.flag() ? Optional.of(in.string()) : Optional.empty();
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

  /** A call that may take as long as a disk is slow. */
  final void callSlowly(Procedure procedure, XdrWriter arguments) throws LibvirtException {
    connection.callSlowly(procedure, arguments);
  }

  /** A list whose length may not pass a limit. */
  static <T> List<T> list(
      XdrReader in, int limit, int leastBytesEach, String what, RemoteCalls.Decoder<T> each)
      throws ProtocolException {
    int count = in.count(limit, leastBytesEach, what);
    @SuppressWarnings("unchecked")
    T[] all = (T[]) new Object[count];
    for (int i = 0; i < count; i++) {
      all[i] = each.decode(in);
    }
    return List.of(all);
  }
}
