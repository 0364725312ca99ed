package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Who a guest is and how it does, asked for every two seconds while it is shown. */
final class OverviewModel implements SectionModel {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  // Who is logged in changes seldom, and takes the guest more than its counters do.
  private static final int SELDOM = 10;

  /**
   * What was told last.
   *
   * @param security empty if this agent does not tell
   */
  record Told(
      Guest guest,
      TelemetryReport report,
      List<UserSession> users,
      Optional<GetSecurityStateResponse> security) {
    GuestFacts facts() {
      return new GuestFacts(this);
    }
  }

  private final GuestModel guest;
  private final ObjectProperty<Optional<Told>> told = new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<GuestFailure>> failure =
      new SimpleObjectProperty<>(Optional.empty());
  private Optional<Repetition> clock = Optional.empty();
  private boolean asking;
  private long asked;

  OverviewModel(GuestModel guest) {
    this.guest = guest;
    guest
        .stateProperty()
        .addListener((_, _, state) -> {
          told.set(Optional.empty());
          failure.set(Optional.empty());
          asking = false;
          asked = 0;
          if (state instanceof GuestState.Open && clock.isPresent()) {
            refresh();
          }
        });
  }

  ReadOnlyObjectProperty<Optional<Told>> toldProperty() {
    return told;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<GuestFailure>> failureProperty() {
    return failure;
  }

  @Override
  public boolean isSettled() {
    return failure.get().isPresent()
        || told.get()
            .filter(all -> all.report().getIntervalMs() > 0 || !all.guest().complete())
            .isPresent();
  }

  @Override
  public void shown(boolean now) {
    clock.ifPresent(Repetition::close);
    clock = Optional.empty();
    if (now) {
      clock = Optional.of(new Repetition(INTERVAL, guest.fx(), this::refresh));
      refresh();
    }
  }

  private void refresh() {
    if (asking) {
      return; // a slow guest is not asked twice at a time
    }
    boolean all = asked % SELDOM == 0;
    Optional<Told> before = told.get();
    asking =
        guest.ask(
            from -> ask(from, all ? Optional.empty() : before),
            answer -> {
              asking = false;
              asked++;
              failure.set(Optional.empty());
              told.set(Optional.of(answer));
            },
            why -> {
              asking = false;
              failure.set(Optional.of(why));
            });
  }

  private static Told ask(Guest guest, Optional<Told> before)
      throws AgentException, InterruptedException {
    TelemetryReport report;
    try {
      report = guest.system().telemetry();
    } catch (AgentException e) {
      if (!isLack(e)) {
        throw e;
      }
      report = TelemetryReport.getDefaultInstance(); // who it is is still worth being shown
    }
    if (before.isPresent()) {
      return new Told(guest, report, before.get().users(), before.get().security());
    }
    return new Told(guest, report, users(guest), security(guest));
  }

  private static List<UserSession> users(Guest guest) throws AgentException, InterruptedException {
    try {
      return guest.system().users();
    } catch (AgentException e) {
      if (isLack(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private static Optional<GetSecurityStateResponse> security(Guest guest)
      throws AgentException, InterruptedException {
    try {
      return Optional.of(guest.system().securityState());
    } catch (AgentException e) {
      if (isLack(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isLack(AgentException e) {
    return e.code() == ErrorCode.NOT_AVAILABLE || e.code() == ErrorCode.FEATURE_DISABLED;
  }

  /** Text of the guest's, or a dash where it tells nothing. */
  static String shown(String text) {
    return text.isBlank() ? "–" : GuestText.line(text);
  }
}
