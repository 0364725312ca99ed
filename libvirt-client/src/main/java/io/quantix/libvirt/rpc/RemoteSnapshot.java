package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Snapshot;
import io.quantix.libvirt.SnapshotDeleteFlag;
import io.quantix.libvirt.SnapshotRevertFlag;
import io.quantix.libvirt.XmlFlag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Snapshot} of a {@link RemoteDomain}. */
final class RemoteSnapshot extends RemoteObject implements Snapshot {
  /** Bytes that one takes at least. */
  static final int LEAST_BYTES = 4 + DomainIdentity.LEAST_BYTES;

  private final String name;
  private final RemoteDomain domain;

  RemoteSnapshot(RemoteConnection connection, String name, RemoteDomain domain) {
    super(connection);
    this.name = name;
    this.domain = domain;
  }

  static Snapshot read(RemoteConnection connection, XdrReader in) throws ProtocolException {
    String name = in.string();
    return new RemoteSnapshot(connection, name, connection.readDomain(in));
  }

  static List<Snapshot> readAll(RemoteConnection connection, XdrReader in)
      throws ProtocolException {
    return list(in, Limits.OBJECTS, LEAST_BYTES, "snapshots", each -> read(connection, each));
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
  public String xml(XmlFlag... flags) throws LibvirtException {
    return text(Procedure.DOMAIN_SNAPSHOT_GET_XML_DESC, bits(XmlFlag::bit, flags));
  }

  @Override
  public boolean isCurrent() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_SNAPSHOT_IS_CURRENT, arguments().integer(0), in -> in.integer() != 0);
  }

  @Override
  public void revert(SnapshotRevertFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_REVERT_TO_SNAPSHOT,
        arguments().integer(bits(SnapshotRevertFlag::bit, flags)));
  }

  @Override
  public Optional<Snapshot> parent() throws LibvirtException {
    try {
      return Optional.of(
          connection.call(
              Procedure.DOMAIN_SNAPSHOT_GET_PARENT,
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
  public List<Snapshot> children() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN,
        arguments().integer(1).integer(0),
        in -> readAll(connection, in));
  }

  @Override
  public void delete(SnapshotDeleteFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_SNAPSHOT_DELETE,
        arguments().integer(bits(SnapshotDeleteFlag::bit, flags)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Snapshot each
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
