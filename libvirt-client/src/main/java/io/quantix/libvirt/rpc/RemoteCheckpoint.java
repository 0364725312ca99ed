package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Checkpoint;
import io.quantix.libvirt.CheckpointDeleteFlag;
import io.quantix.libvirt.LibvirtException;

/** A {@link Checkpoint} of a {@link RemoteDomain}. */
final class RemoteCheckpoint extends PointInTime<Checkpoint> implements Checkpoint {
  static final Kind<Checkpoint> KIND =
      new Kind<>(
          "checkpoints",
          Procedure.DOMAIN_CHECKPOINT_GET_PARENT,
          Procedure.DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN,
          RemoteCheckpoint::new);

  RemoteCheckpoint(String name, RemoteDomain domain) {
    super(name, domain, KIND);
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.DOMAIN_CHECKPOINT_GET_XML_DESC, 0);
  }

  @Override
  public void delete(CheckpointDeleteFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_CHECKPOINT_DELETE,
        arguments().integer(bits(CheckpointDeleteFlag::bit, flags)));
  }
}
