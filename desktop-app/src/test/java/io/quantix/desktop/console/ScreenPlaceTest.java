package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.console.ScreenPlace.Room;
import org.junit.jupiter.api.Test;

class ScreenPlaceTest {
  private static final Room PLAIN = new Room(1280, 800, 1, 1);

  @Test
  void fitKeepsTheProportionsAndTheMiddle() {
    assertThat(ScreenPlace.of(Scaling.FIT, 640, 480, PLAIN))
        .isEqualTo(new ScreenPlace(106, 0, 1067, 800, true));
    assertThat(ScreenPlace.of(Scaling.FIT, 640, 400, PLAIN))
        .isEqualTo(new ScreenPlace(0, 0, 1280, 800, false));
  }

  @Test
  void fillLeavesNothingFree() {
    assertThat(ScreenPlace.of(Scaling.FILL, 640, 480, PLAIN))
        .isEqualTo(new ScreenPlace(0, 0, 1280, 800, true));
  }

  @Test
  void aPixelIsOneOfTheScreenWhateverTheSystemScalesBy() {
    assertThat(ScreenPlace.of(Scaling.ONE_TO_ONE, 640, 480, new Room(640, 400, 2, 2)))
        .isEqualTo(new ScreenPlace(160, 80, 320, 240, false));
    assertThat(ScreenPlace.of(Scaling.ONE_TO_ONE, 600, 450, new Room(640, 400, 1.5, 1.5)))
        .isEqualTo(new ScreenPlace(120, 50, 400, 300, false));
    // Larger than its room: it begins at the edge and is scrolled.
    assertThat(ScreenPlace.of(Scaling.ONE_TO_ONE, 2000, 1000, PLAIN))
        .isEqualTo(new ScreenPlace(0, 0, 2000, 1000, false));
  }

  @Test
  void wholeMultiplesAreNeverSmoothed() {
    assertThat(ScreenPlace.of(Scaling.INTEGER, 320, 200, new Room(1300, 790, 1, 1)))
        .isEqualTo(new ScreenPlace(170, 95, 960, 600, false));
    assertThat(ScreenPlace.of(Scaling.INTEGER, 320, 200, new Room(1300, 790, 2, 2)).width())
        .isEqualTo(320 * 7 / 2.0);
    assertThat(ScreenPlace.of(Scaling.INTEGER, 2000, 2000, PLAIN).width()).isEqualTo(2000);
  }

  @Test
  void everyCornerOfThePictureIsAPixelOfTheGuest() {
    for (Scaling scaling : Scaling.values()) {
      for (double output : new double[] {1, 1.25, 1.5, 1.75, 2, 3}) {
        ScreenPlace place =
            ScreenPlace.of(scaling, 1366, 768, new Room(1000.4, 700.6, output, output));
        assertThat(ScreenPlace.guestPixel(place.x(), place.x(), place.width(), 1366)).isZero();
        double last = place.x() + place.width() - 0.5 / output;
        assertThat(ScreenPlace.guestPixel(last, place.x(), place.width(), 1366))
            .describedAs("%s at %s", scaling, output)
            .isEqualTo(1365);
        // Edges lie on the screen's pixels.
        assertThat(place.x() * output)
            .isCloseTo(Math.rint(place.x() * output), org.assertj.core.data.Offset.offset(1e-9));
      }
    }
  }

  @Test
  void withoutAPictureThereIsNoPlace() {
    assertThat(ScreenPlace.of(Scaling.FIT, 0, 0, PLAIN).width()).isZero();
    assertThat(ScreenPlace.guestPixel(5, 0, 0, 0)).isZero();
    assertThat(ScreenPlace.of(Scaling.FIT, 640, 480, new Room(0, 0, 1, 1)).width()).isEqualTo(1);
  }
}
