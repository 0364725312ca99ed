package io.quantix.agent.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PowerTest {
  private final CompletableFuture<AgentException> late = new CompletableFuture<>();

  private Power power(ScriptedPrograms programs) {
    return new Power(programs, late::complete);
  }

  private static ScriptedPrograms full() {
    return new ScriptedPrograms().answer("shutdown", 0, "", "").answer("wall", 0, "", "");
  }

  @Test
  void eachWayOfEndingHasItsWords() throws Exception {
    ScriptedPrograms programs = full();
    power(programs).shutdown(Power.Type.POWEROFF, Duration.ZERO, "");
    power(programs).shutdown(Power.Type.REBOOT, Duration.ZERO, "");
    power(programs).shutdown(Power.Type.HALT, Duration.ZERO, "");
    assertThat(programs.calls())
        .containsExactly("shutdown -h now", "shutdown -r now", "shutdown -H now");
    ScriptedPrograms busybox = new ScriptedPrograms().answer("poweroff", 0, "", "");
    power(busybox).shutdown(Power.Type.POWEROFF, Duration.ZERO, "nobody is told");
    assertThat(busybox.calls()).containsExactly("poweroff");
  }

  @Test
  void usersAreToldBeforehand() throws Exception {
    ScriptedPrograms programs = full();
    power(programs).shutdown(Power.Type.REBOOT, Duration.ofHours(1), "Kernel\u001b[2J update");
    assertThat(programs.calls()).containsExactly("wall");
    assertThat(programs.input())
        .isEqualTo("Kernel [2J update\nThis system restarts in 3600 seconds.\n");
  }

  @Test
  void whatIsRefusedHasItsCode() {
    ScriptedPrograms refusing = new ScriptedPrograms().answer("shutdown", 1, "", "inhibited");
    AgentException failure =
        catchThrowableOfType(
            AgentException.class,
            () -> power(refusing).shutdown(Power.Type.POWEROFF, Duration.ZERO, ""));
    assertThat(failure.code()).isEqualTo(ErrorCode.SHUTDOWN_FAILED);
    assertThat(failure.reason()).contains("inhibited");
    assertThat(code(refusing, Power.Type.REBOOT, Duration.ZERO)).isEqualTo(ErrorCode.REBOOT_FAILED);
    assertThat(code(new ScriptedPrograms(), Power.Type.REBOOT, Duration.ZERO))
        .isEqualTo(ErrorCode.REBOOT_FAILED);
    assertThat(code(full(), Power.Type.REBOOT, Duration.ofDays(2)))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private ErrorCode code(ScriptedPrograms programs, Power.Type type, Duration delay) {
    return catchThrowableOfType(
            AgentException.class, () -> power(programs).shutdown(type, delay, ""))
        .code();
  }

  @Test
  void afterADelayAFailureIsToldToTheAgent() throws Exception {
    ScriptedPrograms refusing = new ScriptedPrograms().answer("shutdown", 1, "", "inhibited");
    power(refusing).shutdown(Power.Type.POWEROFF, Duration.ofMillis(1), "");
    assertThat(late.get(60, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.SHUTDOWN_FAILED);
  }
}
