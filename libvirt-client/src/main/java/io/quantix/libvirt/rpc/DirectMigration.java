package io.quantix.libvirt.rpc;

import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.MigrateFlag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * One move that this program leads (libvirt's migration protocol 3 with typed parameters): begin at
 * the source, prepare at the destination, perform at the source, finish at the destination, confirm
 * at the source; what each step gives out, the next takes in.
 *
 * <p>The connections are the move's own: if they end, both daemons clean up after it.
 */
final class DirectMigration {
  private static final byte[] NOTHING = new byte[0];
  private static final Duration NO_DEADLINE = Duration.ofDays(3_650);
  private static final int OPERATION_FAILED = 9;
  private static final int FROM_QEMU = 10;
  // What finish answers when it was told of a failure and has cleaned up.
  private static final int FINISH_OK = 93;

  private final RemoteDomain domain;
  private final RemoteConnection source;
  private final RemoteConnection destination;
  private final Map<String, Object> parameters;
  private final int protection;
  private final MigrationAftermath aftermath;
  private int flags;

  /** What finish gives. */
  private static final class Finished {
    final DomainIdentity identity;
    final byte[] cookie;

    Finished(DomainIdentity identity, byte[] cookie) {
      this.identity = identity;
      this.cookie = cookie;
    }
  }

  /**
   * Prepares one.
   *
   * @param domain on a connection of the move's own, as is the destination
   * @param parameters libvirt's, with {@link TypedParameters.UnsignedLong}
   */
  DirectMigration(
      RemoteDomain domain, RemoteConnection destination, Map<String, ?> parameters, int flags)
      throws LibvirtException {
    this.domain = domain;
    this.source = domain.connection;
    this.destination = destination;
    this.parameters = new LinkedHashMap<>(parameters);
    this.flags = flags & ~MigrateFlag.CHANGE_PROTECTION.bit();
    this.protection =
        DriverFeature.CHANGE_PROTECTION.in(source) ? MigrateFlag.CHANGE_PROTECTION.bit() : 0;
    this.aftermath = new MigrationAftermath(domain, destination);
  }

  /**
   * Moves the domain.
   *
   * @param givenUp asked before its memory is sent
   * @return what it is there
   */
  DomainIdentity move(BooleanSupplier givenUp) throws LibvirtException {
    byte[] begun = begin();
    byte[] prepared;
    try {
      prepared = prepare(begun);
    } catch (LibvirtException e) {
      if (protection != 0) {
        // Begin has left a job that nothing else ends.
        e = letGoAtSource(e, NOTHING);
      }
      throw e;
    }
    if (!parameters.containsKey("migrate_uri")) {
      throw cancelAtDestination(missing("an address to send its memory to"), prepared, true);
    }
    if (has(MigrateFlag.OFFLINE)) {
      return finishAndConfirm(NOTHING);
    }
    if (givenUp.getAsBoolean()) {
      throw cancelAtDestination(
          new LibvirtException(Kind.CANCELLED, 0, 0, what() + ": given up", ""), prepared, true);
    }
    byte[] performed;
    try {
      performed = perform(prepared);
    } catch (LibvirtException e) {
      // The source knows that already, or is lost.
      throw cancelAtDestination(e, NOTHING, false);
    }
    return finishAndConfirm(performed);
  }

  private boolean has(MigrateFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  private String what() {
    return "moving " + domain.name() + " to " + destination.rpc().peer();
  }

  private LibvirtException missing(String what) {
    return new LibvirtException(
        Kind.PROTOCOL,
        0,
        0,
        what() + ": " + destination.rpc().peer() + " did not give " + what,
        "");
  }

  private byte[] begin() throws LibvirtException {
    byte[] cookie =
        source.callSlowly(
            Procedure.DOMAIN_MIGRATE_BEGIN3_PARAMS,
            TypedParameters.write(domain.arguments(), parameters).integer(flags | protection),
            in -> {
              byte[] given = cookie(in);
              parameters.put("destination_xml", in.string());
              return given;
            });
    if (!has(MigrateFlag.POST_COPY_RESUME) && domain.state().state() == DomainState.PAUSED) {
      flags |= MigrateFlag.PAUSED.bit();
    }
    return cookie;
  }

  private byte[] prepare(byte[] cookie) throws LibvirtException {
    return destination.callSlowly(
        Procedure.DOMAIN_MIGRATE_PREPARE3_PARAMS,
        TypedParameters.write(new XdrWriter(), parameters)
            .bytes(cookie)
            .integer(destinationFlags()),
        in -> {
          byte[] given = cookie(in);
          Optional<String> uri = RemoteObject.optional(in);
          uri.ifPresent(value -> parameters.put("migrate_uri", value));
          return given;
        });
  }

  private int destinationFlags() {
    return flags & ~(MigrateFlag.ABORT_ON_ERROR.bit() | MigrateFlag.AUTO_CONVERGE.bit());
  }

  private byte[] perform(byte[] cookie) throws LibvirtException {
    AtomicBoolean performing = new AtomicBoolean(true);
    // Its memory would go on being sent to where nobody can let it run.
    var _ =
        destination
            .closed()
            .thenRun(() -> {
              if (performing.get()) {
                MigrationWait.abort(domain);
              }
            });
    try {
      return source.call(
          Procedure.DOMAIN_MIGRATE_PERFORM3_PARAMS,
          TypedParameters.write(domain.arguments().optional(Optional.empty()), parameters)
              .bytes(cookie)
              .integer(flags | protection),
          NO_DEADLINE,
          DirectMigration::cookie);
    } finally {
      performing.set(false);
    }
  }

  private Finished finish(byte[] cookie, boolean cancelled) throws LibvirtException {
    parameters.putIfAbsent("destination_name", domain.name());
    return destination.call(
        Procedure.DOMAIN_MIGRATE_FINISH3_PARAMS,
        TypedParameters.write(new XdrWriter(), parameters)
            .bytes(cookie)
            .integer(destinationFlags())
            .flag(cancelled),
        // The end of a post-copy is waited for here.
        NO_DEADLINE,
        in -> new Finished(DomainIdentity.read(in), cookie(in)));
  }

  private void confirm(byte[] cookie, boolean cancelled) throws LibvirtException {
    source.callSlowly(
        Procedure.DOMAIN_MIGRATE_CONFIRM3_PARAMS,
        TypedParameters.write(domain.arguments(), parameters)
            .bytes(cookie)
            .integer(flags | protection)
            .flag(cancelled));
  }

  private static byte[] cookie(XdrReader in) throws ProtocolException {
    return in.bytes(Limits.MIGRATION_COOKIE, "a migration's cookie");
  }

  /** Whether the daemon has said nothing, so that what was asked may have happened or not. */
  static boolean isUnanswered(LibvirtException failure) {
    return switch (failure.kind()) {
      case CONNECTION_LOST, TIMEOUT, PROTOCOL -> true;
      default -> false;
    };
  }

  // Something failed before the guest could run at the destination.
  private LibvirtException cancelAtDestination(
      LibvirtException failure, byte[] cookie, boolean tellSource) {
    LibvirtException original = failure;
    byte[] finished = NOTHING;
    try {
      finished = finish(cookie, true).cookie;
    } catch (LibvirtException e) {
      if (failure.kind() == Kind.CANCELLED && e.kind() == Kind.CONNECTION_LOST) {
        original = e; // that was why
      } else if (failure.domain() == FROM_QEMU
          && failure.code() == OPERATION_FAILED
          && e.domain() == FROM_QEMU
          && e.code() != FINISH_OK) {
        // The source saw no more than that it failed; the destination knows why.
        original = e;
      }
    }
    if (tellSource) {
      return letGoAtSource(original, finished);
    }
    return isUnanswered(failure) ? aftermath.sourceLost(original) : original;
  }

  private LibvirtException letGoAtSource(LibvirtException failure, byte[] cookie) {
    try {
      confirm(cookie, true);
      return failure;
    } catch (LibvirtException e) {
      failure.addSuppressed(e);
      // A definition alone is at the source whatever it has heard.
      return has(MigrateFlag.OFFLINE) ? failure : aftermath.sourceLost(failure);
    }
  }

  private DomainIdentity finishAndConfirm(byte[] cookie) throws LibvirtException {
    Finished finished;
    try {
      finished = finish(cookie, false);
    } catch (LibvirtException e) {
      if (!isUnanswered(e)) {
        throw letGoAtSource(e, NOTHING);
      }
      finished = lookAtDestination(e);
    }
    try {
      confirm(finished.cookie, false);
    } catch (LibvirtException e) {
      if (!has(MigrateFlag.OFFLINE)) {
        aftermath.confirmationLost(e);
      } else if (has(MigrateFlag.UNDEFINE_SOURCE)) {
        throw aftermath.definedOnBoth(e);
      }
    }
    return finished.identity;
  }

  // Whether it runs there decides what happens here.
  private Finished lookAtDestination(LibvirtException failure) throws LibvirtException {
    if (has(MigrateFlag.OFFLINE)) {
      // A definition that is found there may be an older one: this one stays.
      throw letGoAtSource(aftermath.definedOnBoth(failure), NOTHING);
    }
    switch (aftermath.atDestination()) {
      case MigrationAftermath.There there -> {
        return new Finished(there.identity(), NOTHING);
      }
      case MigrationAftermath.Gone _ -> throw letGoAtSource(failure, NOTHING);
      case MigrationAftermath.Unknown _ -> {
        // Without a confirmation, and with its connection gone, the source keeps the guest paused.
        source.close();
        throw aftermath.destinationUnknown(failure);
      }
    }
  }
}
