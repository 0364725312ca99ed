package io.quantix.libvirt.rpc;

import io.quantix.libvirt.AddressSource;
import io.quantix.libvirt.DomainGuest;
import io.quantix.libvirt.GuestFilesystem;
import io.quantix.libvirt.GuestInfoType;
import io.quantix.libvirt.GuestInterface;
import io.quantix.libvirt.LibvirtException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@link DomainGuest} of a {@link RemoteDomain}. */
record RemoteGuest(RemoteDomain domain) implements DomainGuest {
  private static final int MOST = 2_048;
  private static final int TIME_SYNC = 1;
  private static final int KEYS_APPEND = 1;
  private static final int AGENT_NO_WAIT = 0;

  private RemoteConnection connection() {
    return domain.connection;
  }

  @Override
  public List<GuestInterface> interfaces(AddressSource source) throws LibvirtException {
    return connection()
        .call(
            Procedure.DOMAIN_INTERFACE_ADDRESSES,
            domain.arguments().integer(source.number()).integer(0),
            in -> RemoteObject.list(in, MOST, 12, "interfaces", RemoteGuest::networkInterface));
  }

  private static GuestInterface networkInterface(XdrReader in) throws ProtocolException {
    return new GuestInterface(
        in.string(),
        RemoteObject.optional(in),
        RemoteObject.list(
            in,
            MOST,
            12,
            "addresses",
            each ->
                new GuestInterface.Address(each.integer() == 1, each.string(), each.integer())));
  }

  @Override
  public Map<String, Object> info(Set<GuestInfoType> types) throws LibvirtException {
    int bits = RemoteObject.bits(GuestInfoType::bit, types.toArray(GuestInfoType[]::new));
    return connection()
        .call(
            Procedure.DOMAIN_GET_GUEST_INFO,
            domain.arguments().integer(bits).integer(0),
            TypedParameters::read);
  }

  @Override
  public String hostname() throws LibvirtException {
    return domain.text(Procedure.DOMAIN_GET_HOSTNAME, 0);
  }

  @Override
  public List<GuestFilesystem> filesystems() throws LibvirtException {
    return connection()
        .call(
            Procedure.DOMAIN_GET_FSINFO,
            domain.arguments().integer(0),
            in ->
                RemoteObject.list(
                    in,
                    MOST,
                    16,
                    "file systems",
                    each ->
                        new GuestFilesystem(
                            each.string(),
                            each.string(),
                            each.string(),
                            each.strings(MOST, "disks of a file system"))));
  }

  @Override
  public void setPassword(String user, String password) throws LibvirtException {
    connection()
        .call(
            Procedure.DOMAIN_SET_USER_PASSWORD,
            domain.arguments().optionalString(user).optionalString(password).integer(0));
  }

  @Override
  public List<String> sshKeys(String user) throws LibvirtException {
    return connection()
        .call(
            Procedure.DOMAIN_AUTHORIZED_SSH_KEYS_GET,
            domain.arguments().string(user).integer(0),
            in -> in.strings(MOST, "keys"));
  }

  @Override
  public void setSshKeys(String user, List<String> keys, boolean append) throws LibvirtException {
    connection()
        .call(
            Procedure.DOMAIN_AUTHORIZED_SSH_KEYS_SET,
            domain.arguments().string(user).strings(keys).integer(append ? KEYS_APPEND : 0));
  }

  @Override
  public int freeze(List<String> mountPoints) throws LibvirtException {
    return connection()
        .callSlowly(
            Procedure.DOMAIN_FSFREEZE,
            domain.arguments().strings(mountPoints).integer(0),
            XdrReader::integer);
  }

  @Override
  public int thaw(List<String> mountPoints) throws LibvirtException {
    return connection()
        .callSlowly(
            Procedure.DOMAIN_FSTHAW,
            domain.arguments().strings(mountPoints).integer(0),
            XdrReader::integer);
  }

  @Override
  public void trim(Optional<String> mountPoint, long minimum) throws LibvirtException {
    domain.callSlowly(
        Procedure.DOMAIN_FSTRIM, domain.arguments().optional(mountPoint).hyper(minimum).integer(0));
  }

  @Override
  public Instant time() throws LibvirtException {
    return connection()
        .call(
            Procedure.DOMAIN_GET_TIME,
            domain.arguments().integer(0),
            in -> Instant.ofEpochSecond(in.hyper(), Integer.toUnsignedLong(in.integer())));
  }

  @Override
  public void setTime(Instant time) throws LibvirtException {
    setTime(time.getEpochSecond(), time.getNano(), 0);
  }

  @Override
  public void syncTime() throws LibvirtException {
    setTime(0, 0, TIME_SYNC);
  }

  private void setTime(long seconds, int nanos, int flags) throws LibvirtException {
    connection()
        .call(
            Procedure.DOMAIN_SET_TIME,
            domain.arguments().hyper(seconds).integer(nanos).integer(flags));
  }

  @Override
  public Optional<String> agentCommand(String json, Duration timeout) throws LibvirtException {
    int seconds =
        timeout.isZero()
            ? AGENT_NO_WAIT
            : Math.clamp(timeout.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE);
    return connection()
        .callSlowly(
            Procedure.QEMU_DOMAIN_AGENT_COMMAND,
            domain.arguments().string(json).integer(seconds).integer(0),
            RemoteObject::optional);
  }
}
