package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Snapshot;
import io.quantix.libvirt.SnapshotDeleteFlag;
import io.quantix.libvirt.SnapshotRevertFlag;
import io.quantix.libvirt.XmlFlag;

/** A {@link Snapshot} of a {@link RemoteDomain}. */
final class RemoteSnapshot extends PointInTime<Snapshot> implements Snapshot {
  static final Kind<Snapshot> KIND =
      new Kind<>(
          "snapshots",
          Procedure.DOMAIN_SNAPSHOT_GET_PARENT,
          Procedure.DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN,
          RemoteSnapshot::new);

  RemoteSnapshot(String name, RemoteDomain domain) {
    super(name, domain, KIND);
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
  public void delete(SnapshotDeleteFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_SNAPSHOT_DELETE,
        arguments().integer(bits(SnapshotDeleteFlag::bit, flags)));
  }
}
