package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.DomainStateReason;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What is found out, mended and said when a host was lost in the middle of a move. The rule: the
 * guest never runs on both hosts.
 */
final class MigrationAftermath {
  // A daemon takes a moment to see that a connection is gone, or to come back.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  // Of virDomainPausedReason.
  private static final int PAUSED_FOR_MIGRATION = 2;
  private static final int PAUSED_IN_POST_COPY = 12;

  private final RemoteDomain domain;
  private final RemoteConnection destination;

  /** What a host says of the domain. */
  sealed interface Place {}

  /** It is there, and runs if it should. */
  record There(DomainIdentity identity) implements Place {}

  /** It is not there. */
  record Gone() implements Place {}

  /** The host does not answer, or has not made up its mind. */
  record Unknown() implements Place {}

  MigrationAftermath(RemoteDomain domain, RemoteConnection destination) {
    this.domain = domain;
    this.destination = destination;
  }

  /** Looks at a host once. */
  @FunctionalInterface
  private interface Look {
    Place at(RemoteConnection host) throws LibvirtException;
  }

  private static Place look(RemoteConnection at, Look look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (RemoteConnection fresh = at.another()) {
        Place place = look.at(fresh);
        if (!(place instanceof Unknown)) {
          return place;
        }
      } catch (LibvirtException e) {
        if (e.kind() == Kind.NOT_FOUND) {
          return new Gone();
        }
      }
      if (System.nanoTime() > end) {
        return new Unknown();
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  /** What the destination says after it did not answer whether it has the domain. */
  Place atDestination() {
    return look(
        destination,
        host -> {
          Domain there = host.domain(domain.uuid());
          DomainState state = there.state().state();
          if (state == DomainState.RUNNING) {
            return new There(identity(there));
          }
          // One that waits to run, or to be dropped, is paused.
          return state.isActive() ? new Unknown() : new Gone();
        });
  }

  /**
   * The source was lost, or did not take a word, before the destination was asked to let the domain
   * run: it can only run here.
   */
  LibvirtException sourceLost(LibvirtException failure) {
    return switch (look(domain.connection, this::letGoOn)) {
      case There _ -> say(failure, "it goes on where it was", failure.hint());
      case Gone _ ->
          say(failure, "it is off on " + domain.connection.rpc().peer(), "Start it again there.");
      case Unknown _ ->
          say(
              failure,
              "it does not run on "
                  + peer()
                  + ", and "
                  + domain.connection.rpc().peer()
                  + " does not say how it is there",
              "Once that host answers, look whether it runs there; if it is paused, resume it.");
    };
  }

  // A daemon that lost who led the move keeps the guest as it is, which may be paused.
  private Place letGoOn(RemoteConnection host) throws LibvirtException {
    Domain here = host.domain(domain.uuid());
    DomainStateReason state = here.state();
    if (!state.state().isActive()) {
      return new Gone();
    }
    if (here.job().type().isRunning()
        || (state.state() == DomainState.PAUSED && state.reason() >= PAUSED_IN_POST_COPY)) {
      return new Unknown();
    }
    if (state.state() == DomainState.PAUSED && state.reason() == PAUSED_FOR_MIGRATION) {
      here.resume();
    }
    return new There(identity(here));
  }

  private static DomainIdentity identity(Domain domain) {
    return new DomainIdentity(domain.name(), domain.uuid(), domain.id().orElse(-1));
  }

  /**
   * The destination has the domain, and the source did not answer to that.
   *
   * @throws LibvirtException if the source may have kept it
   */
  void confirmationLost(LibvirtException failure) throws LibvirtException {
    Place source =
        look(
            domain.connection,
            host ->
                host.domain(domain.uuid()).state().state().isActive()
                    ? new There(domain.identity())
                    : new Gone());
    if (source instanceof Gone) {
      return;
    }
    throw say(
        failure,
        "it is on " + peer() + " now; " + domain.connection.rpc().peer() + " may have kept a copy",
        "Look there; if it is paused there, destroy it, and never resume it.");
  }

  /** A definition went there alone, and one of the hosts did not answer to that. */
  LibvirtException definedOnBoth(LibvirtException failure) {
    return say(
        failure,
        "it is still defined on "
            + domain.connection.rpc().peer()
            + ", and may be on "
            + peer()
            + ", too",
        "Look at both, and undefine it where it should not be.");
  }

  /** Nobody knows whether it runs at the destination. */
  LibvirtException destinationUnknown(LibvirtException failure) {
    return say(
        failure,
        "whether it runs on "
            + peer()
            + " is not known; it stays paused on "
            + domain.connection.rpc().peer(),
        "Look at " + peer() + ": if it runs there, destroy it here; if not, resume it here.");
  }

  private String peer() {
    return destination.rpc().peer();
  }

  private LibvirtException say(LibvirtException failure, String where, String hint) {
    return new LibvirtException(
        failure.kind(),
        failure.code(),
        failure.domain(),
        "moving " + domain.name() + " to " + peer() + ": " + failure.getMessage() + "; " + where,
        Optional.of(hint).filter(each -> !each.isEmpty()).orElse(failure.hint()),
        failure);
  }
}
