package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Connection;
import io.quantix.libvirt.DestroyFlag;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainInfo;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.DomainStateReason;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.SaveFlag;
import io.quantix.libvirt.Screenshot;
import io.quantix.libvirt.ShutdownMode;
import io.quantix.libvirt.StartFlag;
import io.quantix.libvirt.UndefineFlag;
import io.quantix.libvirt.XmlFlag;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** What every domain of a {@link RemoteConnection} is and goes through: identity, state, life. */
abstract class RemoteDomainLife extends RemoteObject implements Domain {
  private final DomainIdentity identity;

  RemoteDomainLife(RemoteConnection connection, DomainIdentity identity) {
    super(connection);
    this.identity = identity;
  }

  DomainIdentity identity() {
    return identity;
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return identity.write(new XdrWriter());
  }

  @Override
  Object key() {
    return identity.uuid();
  }

  @Override
  public Connection connection() {
    return connection;
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
  public OptionalInt id() {
    return identity.id() < 0 ? OptionalInt.empty() : OptionalInt.of(identity.id());
  }

  @Override
  public DomainStateReason state() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_STATE, arguments().integer(0), RemoteDomainLife::readState);
  }

  private static DomainStateReason readState(XdrReader in) throws ProtocolException {
    return new DomainStateReason(DomainState.of(in.integer()), in.integer());
  }

  @Override
  public DomainSummary summary() throws LibvirtException {
    RpcConnection rpc = connection.rpc();
    CompletableFuture<XdrReader> now =
        rpc.submit(Procedure.DOMAIN_LOOKUP_BY_UUID, new XdrWriter().uuid(uuid()));
    CompletableFuture<XdrReader> state =
        rpc.submit(Procedure.DOMAIN_GET_STATE, arguments().integer(0));
    CompletableFuture<XdrReader> persistent =
        rpc.submit(Procedure.DOMAIN_IS_PERSISTENT, arguments());
    CompletableFuture<XdrReader> autostart =
        rpc.submit(Procedure.DOMAIN_GET_AUTOSTART, arguments());
    CompletableFuture<XdrReader> saved =
        rpc.submit(Procedure.DOMAIN_HAS_MANAGED_SAVE_IMAGE, arguments().integer(0));
    CompletableFuture<XdrReader> xml =
        rpc.submit(Procedure.DOMAIN_GET_XML_DESC, arguments().integer(0));
    RemoteDomain fresh =
        connection.await(Procedure.DOMAIN_LOOKUP_BY_UUID, now, connection::readDomain);
    boolean isPersistent =
        connection.await(Procedure.DOMAIN_IS_PERSISTENT, persistent, in -> in.integer() != 0);
    return new DomainSummary(
        fresh,
        connection.await(Procedure.DOMAIN_GET_STATE, state, RemoteDomainLife::readState),
        isPersistent,
        isPersistent && ifSupported(Procedure.DOMAIN_GET_AUTOSTART, autostart),
        isPersistent && ifSupported(Procedure.DOMAIN_HAS_MANAGED_SAVE_IMAGE, saved),
        connection.await(Procedure.DOMAIN_GET_XML_DESC, xml, XdrReader::string));
  }

  private boolean ifSupported(Procedure procedure, CompletableFuture<XdrReader> reply)
      throws LibvirtException {
    try {
      return connection.await(procedure, reply, in -> in.integer() != 0);
    } catch (LibvirtException e) {
      if (e.kind() == LibvirtException.Kind.UNSUPPORTED) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public DomainInfo info() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_INFO,
        arguments(),
        in ->
            new DomainInfo(
                DomainState.of(in.integer()), in.hyper(), in.hyper(), in.integer(), in.hyper()));
  }

  @Override
  public String xml(XmlFlag... flags) throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_XML_DESC,
        arguments().integer(bits(XmlFlag::bit, flags)),
        XdrReader::string);
  }

  @Override
  public void start(StartFlag... flags) throws LibvirtException {
    // Reading a managed save back takes as long as writing it did.
    callSlowly(
        Procedure.DOMAIN_CREATE_WITH_FLAGS, arguments().integer(bits(StartFlag::bit, flags)));
  }

  @Override
  public void shutdown(ShutdownMode... modes) throws LibvirtException {
    connection.call(
        Procedure.DOMAIN_SHUTDOWN_FLAGS, arguments().integer(bits(ShutdownMode::bit, modes)));
  }

  @Override
  public void reboot(ShutdownMode... modes) throws LibvirtException {
    connection.call(Procedure.DOMAIN_REBOOT, arguments().integer(bits(ShutdownMode::bit, modes)));
  }

  @Override
  public void reset() throws LibvirtException {
    connection.call(Procedure.DOMAIN_RESET, arguments().integer(0));
  }

  @Override
  public void destroy(DestroyFlag... flags) throws LibvirtException {
    connection.call(
        Procedure.DOMAIN_DESTROY_FLAGS, arguments().integer(bits(DestroyFlag::bit, flags)));
  }

  @Override
  public void suspend() throws LibvirtException {
    connection.call(Procedure.DOMAIN_SUSPEND, arguments());
  }

  @Override
  public void resume() throws LibvirtException {
    connection.call(Procedure.DOMAIN_RESUME, arguments());
  }

  @Override
  public void managedSave(SaveFlag... flags) throws LibvirtException {
    callSlowly(Procedure.DOMAIN_MANAGED_SAVE, arguments().integer(bits(SaveFlag::bit, flags)));
  }

  @Override
  public boolean hasManagedSave() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_HAS_MANAGED_SAVE_IMAGE, arguments().integer(0), in -> in.integer() != 0);
  }

  @Override
  public void removeManagedSave() throws LibvirtException {
    connection.call(Procedure.DOMAIN_MANAGED_SAVE_REMOVE, arguments().integer(0));
  }

  @Override
  public void undefine(UndefineFlag... flags) throws LibvirtException {
    connection.call(
        Procedure.DOMAIN_UNDEFINE_FLAGS, arguments().integer(bits(UndefineFlag::bit, flags)));
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return connection.call(Procedure.DOMAIN_GET_AUTOSTART, arguments(), in -> in.integer() != 0);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    connection.call(Procedure.DOMAIN_SET_AUTOSTART, arguments().flag(value));
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return connection.call(Procedure.DOMAIN_IS_PERSISTENT, arguments(), in -> in.integer() != 0);
  }

  @Override
  public boolean isUpdated() throws LibvirtException {
    return connection.call(Procedure.DOMAIN_IS_UPDATED, arguments(), in -> in.integer() != 0);
  }

  @Override
  public Screenshot screenshot(int screen) throws LibvirtException {
    AtomicReference<XdrReader> reply = new AtomicReference<>();
    try (RpcStream stream =
        connection
            .rpc()
            .open(
                Procedure.DOMAIN_SCREENSHOT,
                arguments().integer(screen).integer(0),
                false,
                reply::set)) {
      String type = reply.get().optionalString();
      return new Screenshot(type, StreamBytes.all(stream, Limits.BUFFERED_STREAM));
    } catch (ProtocolException e) {
      throw RemoteCalls.unreadable("domain screenshot", connection.rpc().peer(), e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
