package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestTerminal;
import io.quantix.agent.client.GuestTerminals;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.terminal.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * A shell in the guest: opened when somebody looks for the first time, and kept while they look at
 * something else, since what runs in it would be lost. Used on the JavaFX thread only.
 */
final class TerminalModel implements SectionModel {
  private final GuestModel guest;
  private final Terminal terminal;
  private final BooleanProperty open = new SimpleBooleanProperty();
  private final ObjectProperty<OptionalInt> exit = new SimpleObjectProperty<>(OptionalInt.empty());
  private final ObjectProperty<Optional<GuestFailure>> failure =
      new SimpleObjectProperty<>(Optional.empty());
  private Optional<GuestTerminal> there = Optional.empty();
  private boolean opening;
  private boolean settled;
  private long attempt;

  /** A shell that is shown and typed into by that terminal here. */
  TerminalModel(GuestModel guest, Terminal terminal) {
    this.guest = guest;
    this.terminal = terminal;
    terminal.onResize((columns, rows) -> there.ifPresent(it -> it.resize(columns, rows)));
  }

  /** Whether a shell runs. */
  ReadOnlyBooleanProperty openProperty() {
    return open;
  }

  /** How the last shell ended, once it has. */
  ReadOnlyObjectProperty<OptionalInt> exitProperty() {
    return exit;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<GuestFailure>> failureProperty() {
    return failure;
  }

  @Override
  public void shown(boolean now) {
    if (now && !settled) {
      open();
    }
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  /** Opens a shell, if none runs. */
  void open() {
    if (opening || open.get()) {
      return;
    }
    long mine = ++attempt;
    GuestTerminals.Wanted wanted =
        GuestTerminals.Wanted.shell("", terminal.columns(), terminal.rows());
    opening =
        guest.ask(
            asked -> asked.terminals().open(wanted),
            opened -> opened(mine, opened),
            why -> {
              opening = false;
              settled = true;
              failure.set(Optional.of(why));
            });
  }

  private void opened(long mine, GuestTerminal opened) {
    opening = false;
    settled = true;
    failure.set(Optional.empty());
    exit.set(OptionalInt.empty());
    there = Optional.of(opened);
    open.set(true);
    // It may have been resized while the guest was asked.
    opened.resize(terminal.columns(), terminal.rows());
    TerminalChannel channel = new TerminalChannel(opened);
    terminal.connect(channel, why -> guest.fx().execute(() -> ended(mine, channel.exit(), why)));
  }

  private void ended(long mine, OptionalInt status, Optional<IOException> broken) {
    if (mine != attempt) {
      return;
    }
    there = Optional.empty();
    open.set(false);
    exit.set(status);
    failure.set(
        broken.map(
            why -> GuestFailure.of(why.getCause() instanceof AgentException known ? known : why)));
  }

  /** Hangs up. */
  void close() {
    attempt++;
    there = Optional.empty();
    open.set(false);
    terminal.disconnect();
  }
}
