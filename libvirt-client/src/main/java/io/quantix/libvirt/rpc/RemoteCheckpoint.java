package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Checkpoint;
import io.quantix.libvirt.CheckpointDeleteFlag;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Checkpoint} of a {@link RemoteDomain}. */
final class RemoteCheckpoint extends RemoteObject implements Checkpoint {
  /** Bytes that one takes at least. */
  static final int LEAST_BYTES = 4 + DomainIdentity.LEAST_BYTES;

  private final String name;
  private final RemoteDomain domain;

  RemoteCheckpoint(RemoteConnection connection, String name, RemoteDomain domain) {
    super(connection);
    this.name = name;
    this.domain = domain;
  }

  static Checkpoint read(RemoteConnection connection, XdrReader in) throws ProtocolException {
    String name = in.string();
    return new RemoteCheckpoint(connection, name, connection.readDomain(in));
  }

  static List<Checkpoint> readAll(RemoteConnection connection, XdrReader in)
      throws ProtocolException {
    return list(in, Limits.OBJECTS, LEAST_BYTES, "checkpoints", each -> read(connection, each));
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return domain.identity().write(new XdrWriter().string(name));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.DOMAIN_CHECKPOINT_GET_XML_DESC, 0);
  }

  @Override
  public Optional<Checkpoint> parent() throws LibvirtException {
    try {
      return Optional.of(
          connection.call(
              Procedure.DOMAIN_CHECKPOINT_GET_PARENT,
              arguments().integer(0),
              in -> read(connection, in)));
    } catch (LibvirtException e) {
      if (e.kind() == LibvirtException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<Checkpoint> children() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN,
        arguments().integer(1).integer(0),
        in -> readAll(connection, in));
  }

  @Override
  public void delete(CheckpointDeleteFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_CHECKPOINT_DELETE,
        arguments().integer(bits(CheckpointDeleteFlag::bit, flags)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checkpoint each
        && each.name().equals(name)
        && each.domain().equals(domain);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + domain.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
