package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NetworkFilter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link NetworkFilter} of a {@link RemoteConnection}. */
final class RemoteNetworkFilter extends RemoteObject implements NetworkFilter {
  private final NamedIdentity identity;

  RemoteNetworkFilter(RemoteConnection connection, NamedIdentity identity) {
    super(connection);
    this.identity = identity;
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return identity.write(new XdrWriter());
  }

  @Override
  public UUID uuid() {
    return identity.uuid();
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.NWFILTER_GET_XML_DESC, 0);
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.NWFILTER_UNDEFINE);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NetworkFilter each && each.uuid().equals(uuid());
  }

  @Override
  public int hashCode() {
    return uuid().hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
