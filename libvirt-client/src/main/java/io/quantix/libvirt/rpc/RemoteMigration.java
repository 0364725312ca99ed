package io.quantix.libvirt.rpc;

import io.quantix.libvirt.DomainMigration;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.MigrateFlag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@link DomainMigration} of a {@link RemoteDomain}. */
record RemoteMigration(RemoteDomain domain) implements DomainMigration {
  @Override
  public void toUri(Optional<String> destination, Map<String, ?> parameters, MigrateFlag... flags)
      throws LibvirtException {
    int bits = RemoteObject.bits(MigrateFlag::bit, flags);
    if ((bits & MigrateFlag.PEER_TO_PEER.bit()) == 0) {
      throw new LibvirtException(
          Kind.UNSUPPORTED,
          0,
          0,
          "moving " + domain.name() + ": only peer to peer, where the hosts reach each other",
          "Add PEER_TO_PEER and give the other host's URI as this host sees it.");
    }
    // Every 64-bit parameter of a migration is unsigned.
    Map<String, Object> typed = new LinkedHashMap<>();
    parameters.forEach((name, value) ->
        typed.put(name, value instanceof Long n ? new TypedParameters.UnsignedLong(n) : value));
    domain.callSlowly(
        Procedure.DOMAIN_MIGRATE_PERFORM3_PARAMS,
        TypedParameters.write(domain.arguments().optional(destination), typed)
            .bytes(new byte[0])
            .integer(bits));
  }

  @Override
  public void setMaxSpeed(long bandwidth) throws LibvirtException {
    domain.connection.call(
        Procedure.DOMAIN_MIGRATE_SET_MAX_SPEED, domain.arguments().hyper(bandwidth).integer(0));
  }

  @Override
  public long maxSpeed() throws LibvirtException {
    return domain.connection.call(
        Procedure.DOMAIN_MIGRATE_GET_MAX_SPEED, domain.arguments().integer(0), XdrReader::hyper);
  }

  @Override
  public void setMaxDowntime(long millis) throws LibvirtException {
    domain.connection.call(
        Procedure.DOMAIN_MIGRATE_SET_MAX_DOWNTIME, domain.arguments().hyper(millis).integer(0));
  }

  @Override
  public void startPostCopy() throws LibvirtException {
    domain.call(Procedure.DOMAIN_MIGRATE_START_POST_COPY, 0);
  }
}
