package io.quantix.desktop.console;

import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * One console's connection: made when its source is on, made again when that restarts or when the
 * connection is lost, and otherwise the reason why there is none. Used on the JavaFX thread only;
 * what blocks runs on virtual threads.
 */
final class ConsoleModel {
  private static final long FIRST_DELAY_MILLIS = 400;
  private static final long LONGEST_DELAY_MILLIS = 10_000;

  private final ConsoleSource source;
  private final ServerAccess access;
  private final UnaryOperator<VncOptions> wishes;
  private final VncListener screen;
  private final Executor fx;
  private final ObjectProperty<ConsoleState> state =
      new SimpleObjectProperty<>(new ConsoleState.Connecting());
  private final ObjectProperty<Optional<VncSession>> session =
      new SimpleObjectProperty<>(Optional.empty());
  private final InvalidationListener onChange = _ -> sourceChanged();
  private long attempt;
  private long delay = FIRST_DELAY_MILLIS;
  private long nextAttempt = System.nanoTime();
  private boolean closed;

  /**
   * Makes one that does nothing before {@link #connect}.
   *
   * @param access knows or asks who we are and whom to trust
   * @param wishes adds to a connection's options what the person wants
   * @param screen told of what the server sends, on the session's own thread
   */
  ConsoleModel(
      ConsoleSource source,
      ServerAccess access,
      UnaryOperator<VncOptions> wishes,
      VncListener screen,
      Executor fx) {
    this.source = source;
    this.access = access;
    this.wishes = wishes;
    this.screen = screen;
    this.fx = fx;
    source.changes().forEach(each -> each.addListener(onChange));
  }

  ReadOnlyObjectProperty<ConsoleState> stateProperty() {
    return state;
  }

  ReadOnlyObjectProperty<Optional<VncSession>> sessionProperty() {
    return session;
  }

  private void sourceChanged() {
    boolean on = source.isOn();
    if (state.get() instanceof ConsoleState.Disconnected) {
      return;
    }
    if (on && session.get().isEmpty() && !(state.get() instanceof ConsoleState.Connecting)) {
      delay = FIRST_DELAY_MILLIS;
      connect();
    } else if (!on && !(state.get() instanceof ConsoleState.Off)) {
      drop();
      state.set(new ConsoleState.Off());
    }
  }

  /** Connects, or tries again. */
  void connect() {
    if (closed) {
      return;
    }
    drop();
    long mine = attempt;
    nextAttempt = System.nanoTime();
    if (!(state.get() instanceof ConsoleState.Lost)) {
      state.set(new ConsoleState.Connecting());
    }
    var _ =
        source
            .target()
            .whenComplete((target, failure) -> {
              if (mine != attempt || closed) {
                return;
              }
              if (failure == null) {
                take(target);
              } else {
                failed(failure);
              }
            });
  }

  private void take(ConsoleTarget target) {
    switch (target) {
      case ConsoleTarget.Off _ -> state.set(new ConsoleState.Off());
      case ConsoleTarget.NoGraphics _ -> state.set(new ConsoleState.NoGraphics());
      case ConsoleTarget.Unsupported(String type) -> state.set(new ConsoleState.Unsupported(type));
      case ConsoleTarget.Vnc vnc -> open(vnc);
    }
  }

  private void open(ConsoleTarget.Vnc vnc) {
    long mine = attempt;
    VncOptions options = access.in(wishes.apply(vnc.options()));
    Thread.ofVirtual()
        .name("console " + source.name().getValue())
        .start(() -> {
          try {
            VncSession opened =
                VncSession.open(vnc.opener().open(options.trust()), options, screen);
            fx.execute(() -> opened(mine, opened));
          } catch (VncException e) {
            fx.execute(() -> {
              if (mine == attempt && !closed) {
                failed(e);
              }
            });
          }
        });
  }

  private void opened(long mine, VncSession opened) {
    if (mine != attempt || closed) {
      end(opened);
      return;
    }
    delay = FIRST_DELAY_MILLIS;
    access.accepted();
    session.set(Optional.of(opened));
    state.set(new ConsoleState.Connected(opened.name()));
    var _ =
        opened
            .closed()
            .thenAccept(reason ->
                fx.execute(() -> {
                  if (mine == attempt && !closed) {
                    lost(reason);
                  }
                }));
  }

  private void lost(VncCloseReason reason) {
    drop();
    if (!source.isOn()) {
      state.set(new ConsoleState.Off());
      return;
    }
    state.set(new ConsoleState.Lost(reason.message()));
    tryLater();
  }

  private void failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    // A wrong password is no end: another one is asked for.
    if (cause instanceof VncException e
        && e.kind() == VncException.Kind.AUTHENTICATION
        && access.refused()) {
      connect();
      return;
    }
    String hint =
        switch (cause) {
          case VncException e -> e.hint();
          case LibvirtException e -> e.hint();
          default -> "";
        };
    boolean lost = state.get() instanceof ConsoleState.Lost;
    boolean again =
        cause instanceof VncException e
            && (e.kind() == VncException.Kind.UNREACHABLE
                || e.kind() == VncException.Kind.TRANSPORT);
    String message = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    if (lost && (again || cause instanceof LibvirtException)) {
      state.set(new ConsoleState.Lost(message));
      tryLater();
    } else {
      state.set(new ConsoleState.Failed(message, hint));
    }
  }

  private void tryLater() {
    long mine = attempt;
    nextAttempt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay);
    CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, fx)
        .execute(() -> {
          if (mine == attempt && !closed && state.get() instanceof ConsoleState.Lost) {
            connect();
          }
        });
    delay = Math.min(delay * 2, LONGEST_DELAY_MILLIS);
  }

  /** How long it is until a lost connection is tried again; zero while it is. */
  Duration untilNextAttempt() {
    return Duration.ofNanos(Math.max(0, nextAttempt - System.nanoTime()));
  }

  /** Ends the connection until {@link #connect}. */
  void disconnect() {
    drop();
    state.set(new ConsoleState.Disconnected());
  }

  // Closing gives the server a moment to take the last key's release.
  private static void end(VncSession session) {
    Thread.ofVirtual().name("console end").start(session::close);
  }

  private void drop() {
    attempt++;
    access.withdraw();
    session.get().ifPresent(ConsoleModel::end);
    session.set(Optional.empty());
  }

  /** Ends it all. */
  void close() {
    closed = true;
    source.changes().forEach(each -> each.removeListener(onChange));
    drop();
    access.close();
  }
}
