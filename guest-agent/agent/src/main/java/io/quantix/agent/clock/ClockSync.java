package io.quantix.agent.clock;

import io.quantix.agent.os.Libc;
import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets the clock to the host's time, once, and has the guest's own time service take it from there.
 * A small difference is left to that service: a clock that jumps does harm of its own.
 */
public final class ClockSync {
  /** From which difference on the clock is set. */
  public static final Duration SMALLEST_STEP = Duration.ofSeconds(1);

  private final Programs programs;
  private final Clock clock;
  private final Setter setter;

  /** Sets the system's clock. */
  interface Setter {
    /** 0, or minus {@code errno}. */
    int set(Instant time);
  }

  /**
   * What was done.
   *
   * @param offset how much the guest's clock was ahead; zero where the host's time is not known
   * @param stepped whether the clock was set
   * @param method {@code clock_settime}, {@code chrony}, {@code timesyncd}, {@code none}
   */
  public record Synchronised(Duration offset, boolean stepped, String method) {}

  /** Of this system. */
  public ClockSync(Programs programs) {
    this(programs, Clock.systemUTC(), time -> Libc.setClock(time.getEpochSecond(), time.getNano()));
  }

  ClockSync(Programs programs, Clock clock, Setter setter) {
    this.programs = programs;
    this.clock = clock;
    this.setter = setter;
  }

  /**
   * Brings the clock to the right time.
   *
   * @param force however small the difference
   * @param host what the host's clock says; empty: by the guest's time service alone
   */
  public Synchronised synchronise(boolean force, Optional<Instant> host) throws AgentException {
    if (host.isEmpty()) {
      return service()
          .map(method -> new Synchronised(Duration.ZERO, method.equals("chrony"), method))
          .orElseThrow(() ->
              new AgentException(
                  ErrorCode.TIME_SYNC_FAILED,
                  "No time service that could be asked runs in this guest, and the host gave no"
                      + " time"));
    }
    Duration offset = Duration.between(host.get(), clock.instant());
    if (!force && offset.abs().compareTo(SMALLEST_STEP) < 0) {
      return new Synchronised(offset, false, "none");
    }
    int result = setter.set(host.get());
    if (result < 0) {
      throw new AgentException(
          ErrorCode.TIME_SYNC_FAILED,
          "The guest's system refused to set the clock (error " + -result + ")");
    }
    return new Synchronised(
        offset, true, "clock_settime" + service().map(method -> " and " + method).orElse(""));
  }

  /** Has the time service look at once; which one did. */
  private Optional<String> service() {
    if (ran("chronyc", "makestep")) {
      return Optional.of("chrony");
    }
    if (ran("timedatectl", "set-ntp", "true")) {
      return Optional.of("timesyncd");
    }
    return Optional.empty();
  }

  private boolean ran(String name, String... arguments) {
    if (programs.find(name).isEmpty()) {
      return false;
    }
    try {
      Program.Output output = programs.run(Duration.ofSeconds(15), name, arguments);
      return output.ok();
    } catch (IOException e) {
      return false;
    }
  }
}
