package io.quantix.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockSyncTest {
  private static final Instant GUEST = Instant.parse("2026-01-25T10:30:00Z");
  private final List<Instant> set = new ArrayList<>();

  private ClockSync clock(ScriptedPrograms programs, int result) {
    return new ClockSync(
        programs,
        Clock.fixed(GUEST, ZoneOffset.UTC),
        time -> {
          set.add(time);
          return result;
        });
  }

  @Test
  void aClockThatIsFarOffIsSetAndTheTimeServiceTold() throws Exception {
    Instant host = GUEST.plusSeconds(3_600);
    ScriptedPrograms chrony = new ScriptedPrograms().answer("chronyc makestep", 0, "200 OK", "");
    assertThat(clock(chrony, 0).synchronise(false, Optional.of(host)))
        .isEqualTo(
            new ClockSync.Synchronised(Duration.ofHours(-1), true, "clock_settime and chrony"));
    assertThat(set).containsExactly(host);
  }

  @Test
  void aSmallDifferenceIsLeftAloneUnlessForced() throws Exception {
    Instant host = GUEST.minusMillis(900);
    assertThat(clock(new ScriptedPrograms(), 0).synchronise(false, Optional.of(host)))
        .isEqualTo(new ClockSync.Synchronised(Duration.ofMillis(900), false, "none"));
    assertThat(set).isEmpty();
    assertThat(clock(new ScriptedPrograms(), 0).synchronise(true, Optional.of(host)).method())
        .isEqualTo("clock_settime");
    assertThat(set).containsExactly(host);
  }

  @Test
  void withoutTheHostsTimeTheTimeServiceIsAsked() throws Exception {
    ScriptedPrograms timesyncd =
        new ScriptedPrograms()
            .answer("chronyc makestep", 1, "506 Cannot talk to daemon", "")
            .answer("timedatectl set-ntp true", 0, "", "");
    assertThat(clock(timesyncd, 0).synchronise(true, Optional.empty()).method())
        .isEqualTo("timesyncd");
    assertThat(set).isEmpty();
    assertThat(refused(clock(new ScriptedPrograms(), 0), Optional.empty()))
        .isEqualTo(ErrorCode.TIME_SYNC_FAILED);
    assertThat(refused(clock(new ScriptedPrograms(), -1), Optional.of(GUEST)))
        .isEqualTo(ErrorCode.TIME_SYNC_FAILED);
  }

  private static ErrorCode refused(ClockSync clock, Optional<Instant> host) {
    return catchThrowableOfType(AgentException.class, () -> clock.synchronise(true, host)).code();
  }
}
