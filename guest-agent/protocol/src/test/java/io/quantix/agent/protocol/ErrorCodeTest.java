package io.quantix.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.message.ErrorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void comesBackFromItsNumberAndFromTheWire(ErrorCode code) {
    assertThat(ErrorCode.of(code.number())).hasValue(code);
    assertThat(code.category().firstNumber()).isEqualTo(code.number() / 1000 * 1000);
    AgentException back = Errors.exception(Errors.event(new AgentException(code, "why", "what")));
    assertThat(back.code()).isEqualTo(code);
    assertThat(back.reason()).isEqualTo("why");
    assertThat(back.resolution()).hasValue(code.resolution());
  }

  @Test
  void aCodeOfALaterVersionKeepsItsNumberAndName() {
    AgentException later =
        Errors.exception(
            ErrorEvent.newBuilder().setCode(4999).setName("FILE_TOO_ODD").setMessage("no").build());
    assertThat(later.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(later.reason()).isEqualTo("QXGA-4999 FILE_TOO_ODD: no");
  }
}
