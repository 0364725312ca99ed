package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NetworkFilter;

/** A {@link NetworkFilter} of a {@link RemoteConnection}. */
final class RemoteNetworkFilter extends NamedObject implements NetworkFilter {
  RemoteNetworkFilter(RemoteConnection connection, NamedIdentity identity) {
    super(connection, identity);
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.NWFILTER_GET_XML_DESC, 0);
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.NWFILTER_UNDEFINE);
  }
}
