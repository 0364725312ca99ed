package io.quantix.desktop.console.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WheelStepsTest {
  private final WheelSteps wheel = new WheelSteps();

  @Test
  void aNotchIsAStepAndPartsAddUpToOne() {
    assertThat(wheel.turn(40)).isEqualTo(1);
    assertThat(wheel.turn(-80)).isEqualTo(-2);
    assertThat(wheel.turn(-15)).isZero();
    assertThat(wheel.turn(-15)).isZero();
    assertThat(wheel.turn(-15)).isEqualTo(-1);
    assertThat(wheel.turn(-35)).isEqualTo(-1); // 5 were left
  }

  @Test
  void anotherDirectionBeginsAnewAndAThrowHasAnEnd() {
    assertThat(wheel.turn(39)).isZero();
    assertThat(wheel.turn(-39)).isZero();
    assertThat(wheel.turn(-1)).isEqualTo(-1);
    assertThat(wheel.turn(1e9)).isEqualTo(32);
  }
}
