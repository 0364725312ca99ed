package io.quantix.desktop.console;

import io.quantix.desktop.host.HostSession;
import io.quantix.desktop.host.SerialBusyException;
import io.quantix.desktop.host.SerialPort;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.terminal.Terminal;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * A serial port's connection to a terminal: opened when the VM is on, and anew when it has started
 * again. Used on the JavaFX thread only.
 */
final class SerialModel {
  private final HostSession host;
  private final VmModel vm;
  private final SerialPort port;
  private final Terminal terminal;
  private final Executor fx;
  private final ObjectProperty<SerialState> state =
      new SimpleObjectProperty<>(new SerialState.Opening());
  private final InvalidationListener onChange = _ -> vmChanged();
  private long attempt;
  private boolean closed;

  /** Makes one that does nothing before {@link #open}. */
  SerialModel(HostSession host, VmModel vm, SerialPort port, Terminal terminal, Executor fx) {
    this.host = host;
    this.vm = vm;
    this.port = port;
    this.terminal = terminal;
    this.fx = fx;
    vm.stateProperty().addListener(onChange);
    vm.idProperty().addListener(onChange);
  }

  ReadOnlyObjectProperty<SerialState> stateProperty() {
    return state;
  }

  private void vmChanged() {
    boolean on = vm.stateProperty().get().isActive();
    if (!on && !(state.get() instanceof SerialState.Off)) {
      drop();
      state.set(new SerialState.Off());
    } else if (on
        && (state.get() instanceof SerialState.Off || state.get() instanceof SerialState.Ended)) {
      open(false);
    }
  }

  /**
   * Opens the port.
   *
   * @param takeOver take it from who has it now
   */
  void open(boolean takeOver) {
    if (closed) {
      return;
    }
    drop();
    if (!vm.stateProperty().get().isActive()) {
      state.set(new SerialState.Off());
      return;
    }
    long mine = attempt;
    state.set(new SerialState.Opening());
    var _ =
        host.openSerial(vm, port, takeOver)
            .whenComplete((channel, failure) -> {
              if (mine != attempt || closed) {
                if (channel != null) {
                  end(channel);
                }
              } else if (failure != null) {
                failed(failure);
              } else {
                opened(mine, channel);
              }
            });
  }

  private void opened(long mine, ByteChannel channel) {
    state.set(new SerialState.Open());
    terminal.connect(
        channel,
        why ->
            fx.execute(() -> {
              if (mine == attempt && !closed) {
                ended(why);
              }
            }));
  }

  private void ended(Optional<IOException> why) {
    attempt++;
    if (!vm.stateProperty().get().isActive()) {
      state.set(new SerialState.Off());
    } else if (why.isPresent()) {
      failed(why.get().getCause() instanceof LibvirtException known ? known : why.get());
    } else {
      state.set(new SerialState.Ended());
    }
  }

  private void failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    state.set(
        cause instanceof SerialBusyException
            ? new SerialState.Busy()
            : new SerialState.Failed(
                Optional.ofNullable(cause.getMessage()).orElse(cause.toString()),
                cause instanceof LibvirtException known ? known.hint() : ""));
  }

  // A channel that came too late for anybody.
  private static void end(ByteChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a stream of libvirt's closes without failing
    }
  }

  private void drop() {
    attempt++;
    terminal.disconnect();
  }

  /** Ends it all. */
  void close() {
    closed = true;
    vm.stateProperty().removeListener(onChange);
    vm.idProperty().removeListener(onChange);
    drop();
  }
}
