package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A snapshot or a checkpoint: a named point in the life of a domain, in a tree of them.
 *
 * @param <P> what its public name is
 */
abstract class PointInTime<P> extends RemoteObject {
  private static final int LEAST_BYTES = 4 + DomainIdentity.LEAST_BYTES;

  private final String name;
  private final RemoteDomain domain;
  private final Kind<P> kind;

  /**
   * Which kind.
   *
   * @param words for messages
   * @param parent the call that gives its parent
   * @param children the call that gives its children
   */
  record Kind<P>(
      String words,
      Procedure parent,
      Procedure children,
      BiFunction<String, RemoteDomain, P> constructor) {
    P read(RemoteConnection connection, XdrReader in) throws ProtocolException {
      return constructor.apply(in.string(), connection.readDomain(in));
    }

    List<P> readAll(RemoteConnection connection, XdrReader in) throws ProtocolException {
      return list(in, Limits.OBJECTS, LEAST_BYTES, words, each -> read(connection, each));
    }
  }

  /** What it is known by. */
  private record Key(String name, RemoteDomain domain) {}

  PointInTime(String name, RemoteDomain domain, Kind<P> kind) {
    super(domain.connection);
    this.name = name;
    this.domain = domain;
    this.kind = kind;
  }

  @Override
  final XdrWriter arguments() throws LibvirtException {
    return domain.identity().write(new XdrWriter().string(name));
  }

  @Override
  final Object key() {
    return new Key(name, domain);
  }

  /** Its name. */
  public final String name() {
    return name;
  }

  /** Whose it is. */
  public final Domain domain() {
    return domain;
  }

  /** The point before it; empty if it is a first one. */
  public final Optional<P> parent() throws LibvirtException {
    try {
      return Optional.of(
          connection.call(kind.parent(), arguments().integer(0), in -> kind.read(connection, in)));
    } catch (LibvirtException e) {
      if (e.kind() == LibvirtException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The points right after it. */
  public final List<P> children() throws LibvirtException {
    return connection.call(
        kind.children(), arguments().integer(1).integer(0), in -> kind.readAll(connection, in));
  }

  @Override
  public final String toString() {
    return name;
  }
}
