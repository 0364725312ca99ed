package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Secret;
import java.util.UUID;

/** A {@link Secret} of a {@link RemoteConnection}. */
final class RemoteSecret extends RemoteObject implements Secret {
  /** Bytes that one takes at least. */
  static final int LEAST_BYTES = 24;

  private final UUID uuid;
  private final int usageType;
  private final String usageId;

  RemoteSecret(RemoteConnection connection, UUID uuid, int usageType, String usageId) {
    super(connection);
    this.uuid = uuid;
    this.usageType = usageType;
    this.usageId = usageId;
  }

  static RemoteSecret read(RemoteConnection connection, XdrReader in) throws ProtocolException {
    return new RemoteSecret(connection, in.uuid(), in.integer(), in.string());
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return new XdrWriter().uuid(uuid).integer(usageType).string(usageId);
  }

  @Override
  Object key() {
    return uuid;
  }

  @Override
  public UUID uuid() {
    return uuid;
  }

  @Override
  public int usageType() {
    return usageType;
  }

  @Override
  public String usageId() {
    return usageId;
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.SECRET_GET_XML_DESC, 0);
  }

  @Override
  public void setValue(byte[] value) throws LibvirtException {
    if (value.length > Limits.SECRET) {
      throw new LibvirtException(
          LibvirtException.Kind.INVALID_ARGUMENT,
          0,
          0,
          "a secret of " + value.length + " bytes is more than libvirt takes: " + Limits.SECRET,
          "");
    }
    connection.call(Procedure.SECRET_SET_VALUE, arguments().bytes(value).integer(0));
  }

  @Override
  public byte[] value() throws LibvirtException {
    return connection.call(
        Procedure.SECRET_GET_VALUE,
        arguments().integer(0),
        in -> in.bytes(Limits.SECRET, "a secret"));
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.SECRET_UNDEFINE);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
