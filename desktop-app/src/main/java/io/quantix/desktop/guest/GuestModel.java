package io.quantix.desktop.guest;

import io.quantix.agent.client.AgentEvents;
import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.desktop.host.GuestAccess;
import io.quantix.desktop.host.GuestAccess.ChannelAdded;
import io.quantix.desktop.host.NoAgentException;
import io.quantix.desktop.host.NoAgentException.Missing;
import io.quantix.desktop.model.VmModel;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * A VM's guest while somebody looks at it: reached when the VM is on, looked for again while no
 * agent answers. Used on the JavaFX thread only; what it asks, it asks elsewhere.
 */
final class GuestModel {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final GuestAccess access;
  private final VmModel vm;
  private final Executor fx;
  private final ObjectProperty<GuestState> state =
      new SimpleObjectProperty<>(new GuestState.Opening());
  private final ObjectProperty<Optional<ChannelAdded>> channel =
      new SimpleObjectProperty<>(Optional.empty());
  private final InvalidationListener onChange = _ -> vmChanged();
  private final Set<Thread> asking = new HashSet<>();
  private Optional<Repetition> looking = Optional.empty();
  private long attempt;
  private boolean closed;

  /** Makes one that does nothing before {@link #open}. */
  GuestModel(GuestAccess access, VmModel vm, Executor fx) {
    this.access = access;
    this.vm = vm;
    this.fx = fx;
    vm.stateProperty().addListener(onChange);
    vm.idProperty().addListener(onChange);
  }

  VmModel vm() {
    return vm;
  }

  Executor fx() {
    return fx;
  }

  ReadOnlyObjectProperty<GuestState> stateProperty() {
    return state;
  }

  /** What the wish for a channel came to. */
  ReadOnlyObjectProperty<Optional<ChannelAdded>> channelProperty() {
    return channel;
  }

  /** The guest, if it can be asked now. */
  Optional<Guest> guest() {
    return state.get() instanceof GuestState.Open(Guest guest)
        ? Optional.of(guest)
        : Optional.empty();
  }

  private void vmChanged() {
    boolean on = vm.stateProperty().get().isActive();
    if (!on && !(state.get() instanceof GuestState.Off)) {
      drop();
      state.set(new GuestState.Off());
    } else if (on && state.get() instanceof GuestState.Off) {
      open();
    }
  }

  /** Looks for the agent. */
  void open() {
    reach(false, false);
  }

  /** Takes the agent from whoever talks to it. */
  void takeOver() {
    reach(false, true);
  }

  /** Quietly: who waits for an agent sees no flicker. */
  private void reach(boolean quietly, boolean force) {
    if (closed) {
      return;
    }
    drop();
    if (!vm.stateProperty().get().isActive()) {
      state.set(new GuestState.Off());
      return;
    }
    if (!quietly) {
      state.set(new GuestState.Opening());
    }
    long mine = attempt;
    AgentEvents events =
        new AgentEvents() {
          @Override
          public void ended(String reason) {
            fx.execute(() -> lost(mine, reason));
          }
        };
    var _ =
        (force ? access.takeOver(vm, events) : access.open(vm, events))
            .whenComplete((guest, failure) -> {
              if (mine != attempt || closed) {
                if (guest != null) {
                  Thread.startVirtualThread(guest::close);
                }
              } else if (failure != null) {
                failed(failure);
              } else {
                state.set(new GuestState.Open(guest));
              }
            });
  }

  private void lost(long mine, String reason) {
    if (mine == attempt && !closed) {
      drop();
      state.set(new GuestState.Failed(new GuestFailure(reason, "")));
      look();
    }
  }

  private void failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NoAgentException none) {
      state.set(
          none.why() == Missing.RUNNING
              ? new GuestState.Off()
              : new GuestState.NoAgent(none.why()));
    } else if (cause instanceof AgentException busy && busy.code() == ErrorCode.DEVICE_BUSY) {
      state.set(new GuestState.Busy());
    } else {
      state.set(new GuestState.Failed(GuestFailure.of(cause)));
    }
    look();
  }

  // No event tells that a guest has opened its end of the channel.
  private void look() {
    looking.ifPresent(Repetition::close);
    looking =
        Optional.of(
            new Repetition(
                LOOK_AGAIN,
                fx,
                () -> {
                  if (state.get() instanceof GuestState.NoAgent
                      || state.get() instanceof GuestState.Busy
                      || state.get() instanceof GuestState.Failed) {
                    reach(true, false);
                  }
                }));
  }

  /** Gives the VM the channel that an agent needs. */
  void addChannel() {
    var _ =
        access
            .addChannel(vm)
            .whenComplete((added, failure) -> {
              if (closed) {
                return;
              }
              if (failure != null) {
                state.set(new GuestState.Failed(GuestFailure.of(failure)));
                return;
              }
              channel.set(Optional.of(added));
              open();
            });
  }

  /**
   * Asks the guest, and tells the answer on the JavaFX thread, unless another guest, or none, is
   * shown by then.
   *
   * @return whether there was a guest to ask
   */
  <T> boolean ask(Question<T> question, Consumer<T> answered, Consumer<GuestFailure> refused) {
    Optional<Guest> guest = guest();
    if (guest.isEmpty()) {
      return false;
    }
    long mine = attempt;
    Thread thread =
        Thread.ofVirtual()
            .name("guest " + vm.uuid())
            .unstarted(() -> {
              try {
                T answer = question.ask(guest.get());
                tell(mine, Thread.currentThread(), () -> answered.accept(answer));
              } catch (AgentException | InterruptedException | IOException | RuntimeException e) {
                tell(mine, Thread.currentThread(), () -> refused.accept(GuestFailure.of(e)));
              }
            });
    asking.add(thread);
    thread.start();
    return true;
  }

  private void tell(long mine, Thread asker, Runnable what) {
    fx.execute(() -> {
      asking.remove(asker);
      if (mine == attempt && !closed) {
        what.run();
      }
    });
  }

  private void drop() {
    attempt++;
    looking.ifPresent(Repetition::close);
    looking = Optional.empty();
    asking.forEach(Thread::interrupt);
    asking.clear();
    guest().ifPresent(guest -> Thread.startVirtualThread(guest::close));
  }

  /** Ends it all. */
  void close() {
    closed = true;
    vm.stateProperty().removeListener(onChange);
    vm.idProperty().removeListener(onChange);
    drop();
  }
}
