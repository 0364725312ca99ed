package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainMigration;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.MigrateFlag;
import io.quantix.libvirt.MigrateOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@link DomainMigration} of a {@link RemoteDomain}. */
record RemoteMigration(RemoteDomain domain) implements DomainMigration {
  private static final int POST_COPY = 1;
  private static final Duration NO_DEADLINE = Duration.ofDays(3_650);

  @Override
  public Domain to(Connection destination, MigrateOptions options) throws LibvirtException {
    check(options);
    refuse(
        options.flags().contains(MigrateFlag.PEER_TO_PEER)
            || options.flags().contains(MigrateFlag.TUNNELLED),
        "a move that this program leads goes neither from peer to peer nor through a tunnel",
        "Use peerToPeer for these.");
    if (!(destination instanceof RemoteConnection other)) {
      throw new LibvirtException(
          Kind.UNSUPPORTED,
          0,
          0,
          what() + ": " + destination.uri() + " has no libvirt daemon that could take it",
          "Connect to a host that runs libvirt.");
    }
    for (RemoteConnection each : new RemoteConnection[] {domain.connection, other}) {
      each.libvirtVersion(); // what has ended moves nothing, though the move has connections of its
      // own
      if (options.flags().contains(MigrateFlag.OFFLINE)) {
        DriverFeature.MIGRATION_OFFLINE.require(each);
      }
      DriverFeature.MIGRATION_PARAMETERS.require(each);
    }
    DomainIdentity there =
        MigrationWait.until(
            domain,
            options,
            givenUp -> {
              try (RemoteConnection source = domain.connection.another();
                  RemoteConnection target = other.another()) {
                return new DirectMigration(
                        new RemoteDomain(source, domain.identity()),
                        target,
                        typed(options),
                        bits(options))
                    .move(givenUp);
              }
            });
    return new RemoteDomain(other, there);
  }

  @Override
  public void peerToPeer(String destination, MigrateOptions options) throws LibvirtException {
    check(options);
    refuseThisHost(destination);
    if (options.flags().contains(MigrateFlag.OFFLINE)) {
      DriverFeature.MIGRATION_OFFLINE.require(domain.connection);
    }
    DriverFeature.MIGRATION_PEER_TO_PEER.require(domain.connection);
    DriverFeature.MIGRATION_PARAMETERS.require(domain.connection);
    MigrationWait.until(
        domain,
        options,
        _ -> {
          try (RemoteConnection source = domain.connection.another()) {
            return askSource(source, destination, options);
          } catch (LibvirtException e) {
            throw DirectMigration.isUnanswered(e) ? goesOn(e) : e;
          }
        });
  }

  private byte[] askSource(RemoteConnection source, String destination, MigrateOptions options)
      throws LibvirtException {
    return source.call(
        Procedure.DOMAIN_MIGRATE_PERFORM3_PARAMS,
        TypedParameters.write(domain.arguments().optional(Optional.of(destination)), typed(options))
            .bytes(new byte[0])
            .integer(bits(options) | MigrateFlag.PEER_TO_PEER.bit()),
        NO_DEADLINE,
        in -> in.bytes(Limits.MIGRATION_COOKIE, "a migration's cookie"));
  }

  private LibvirtException goesOn(LibvirtException failure) {
    return new LibvirtException(
        failure.kind(),
        failure.code(),
        failure.domain(),
        what() + ": " + failure.getMessage() + "; the hosts may go on with it by themselves",
        "Look on which of the two it runs.",
        failure);
  }

  private String what() {
    return "moving " + domain.name();
  }

  private void refuse(boolean wrong, String why, String hint) throws LibvirtException {
    if (wrong) {
      throw new LibvirtException(Kind.INVALID_ARGUMENT, 0, 0, what() + ": " + why, hint);
    }
  }

  private void check(MigrateOptions options) throws LibvirtException {
    int parameters = 0;
    for (Object value : options.parameters().values()) {
      parameters += value instanceof List<?> several ? several.size() : 1;
    }
    refuse(
        parameters > Limits.MIGRATION_PARAMETERS,
        parameters + " parameters are more than libvirt takes: " + Limits.MIGRATION_PARAMETERS,
        "Name fewer disks, or none to copy all of them.");
    boolean whole = options.flags().contains(MigrateFlag.NON_SHARED_DISK);
    boolean uppermost = options.flags().contains(MigrateFlag.NON_SHARED_INCREMENTAL);
    refuse(
        whole && uppermost,
        "its disks are copied whole or in part, not both",
        "Choose one of them.");
    refuse(
        !whole && !uppermost && options.flags().contains(MigrateFlag.SYNCHRONOUS_WRITES),
        "writes can wait for a copy only where disks are copied",
        "Copy its storage, too.");
    refuse(
        options.flags().contains(MigrateFlag.TUNNELLED)
            && options.flags().contains(MigrateFlag.PARALLEL),
        "a tunnel is one connection, not several",
        "Choose one of them.");
  }

  // The other daemon's driver would be this daemon's own.
  private void refuseThisHost(String destination) throws LibvirtException {
    URI uri;
    try {
      uri = new URI(destination);
    } catch (URISyntaxException e) {
      throw new LibvirtException(
          Kind.BAD_URI,
          0,
          0,
          what() + ": " + destination + " is no URI: " + e.getReason(),
          "Give the other host's libvirt URI: qemu+ssh://host/system.",
          e);
    }
    String authority = Optional.ofNullable(uri.getHost()).orElse("");
    boolean socket =
        String.valueOf(uri.getScheme()).endsWith("+unix")
            && String.valueOf(uri.getQuery()).contains("socket=");
    refuse(
        authority.startsWith("localhost")
            || (Optional.ofNullable(uri.getAuthority()).isEmpty() && !socket),
        destination + " is the host where it is already",
        "Give the other host's libvirt URI as this host sees it: qemu+ssh://host/system.");
  }

  private static int bits(MigrateOptions options) {
    return RemoteObject.bits(MigrateFlag::bit, options.flags().toArray(MigrateFlag[]::new));
  }

  // Every 64-bit parameter of a migration is unsigned.
  private static Map<String, Object> typed(MigrateOptions options) {
    Map<String, Object> typed = new LinkedHashMap<>();
    options
        .parameters()
        .forEach((name, value) ->
            typed.put(name, value instanceof Long n ? new TypedParameters.UnsignedLong(n) : value));
    return typed;
  }

  private void set(Procedure procedure, long value, int flags) throws LibvirtException {
    domain.connection.call(procedure, domain.arguments().hyper(value).integer(flags));
  }

  private long get(Procedure procedure, int flags) throws LibvirtException {
    return domain.connection.call(procedure, domain.arguments().integer(flags), XdrReader::hyper);
  }

  @Override
  public void setMaxSpeed(long mibPerSecond) throws LibvirtException {
    set(Procedure.DOMAIN_MIGRATE_SET_MAX_SPEED, mibPerSecond, 0);
  }

  @Override
  public long maxSpeed() throws LibvirtException {
    return get(Procedure.DOMAIN_MIGRATE_GET_MAX_SPEED, 0);
  }

  @Override
  public void setMaxPostCopySpeed(long mibPerSecond) throws LibvirtException {
    set(Procedure.DOMAIN_MIGRATE_SET_MAX_SPEED, mibPerSecond, POST_COPY);
  }

  @Override
  public long maxPostCopySpeed() throws LibvirtException {
    return get(Procedure.DOMAIN_MIGRATE_GET_MAX_SPEED, POST_COPY);
  }

  @Override
  public void setMaxDowntime(long millis) throws LibvirtException {
    set(Procedure.DOMAIN_MIGRATE_SET_MAX_DOWNTIME, millis, 0);
  }

  @Override
  public long maxDowntime() throws LibvirtException {
    return get(Procedure.DOMAIN_MIGRATE_GET_MAX_DOWNTIME, 0);
  }

  @Override
  public void setCompressionCache(long bytes) throws LibvirtException {
    set(Procedure.DOMAIN_MIGRATE_SET_COMPRESSION_CACHE, bytes, 0);
  }

  @Override
  public long compressionCache() throws LibvirtException {
    return get(Procedure.DOMAIN_MIGRATE_GET_COMPRESSION_CACHE, 0);
  }

  @Override
  public void startPostCopy() throws LibvirtException {
    domain.call(Procedure.DOMAIN_MIGRATE_START_POST_COPY, 0);
  }
}
