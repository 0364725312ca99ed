package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A guest's screen follows a window; time is turned by hand. */
class SizeFollowerTest {
  private record Due(long at, Runnable work) {}

  private final List<String> asked = new ArrayList<>();
  private final List<Due> clock = new ArrayList<>();
  private long now;
  private final SizeFollower follower =
      new SizeFollower(
          (width, height) -> asked.add(width + "x" + height),
          (millis, work) -> clock.add(new Due(now + millis, work)));

  private void pass(long millis) {
    now += millis;
    for (Due due : List.copyOf(clock)) {
      if (due.at <= now) {
        clock.remove(due);
        due.work.run();
      }
    }
  }

  private void follow() {
    follower.connected(true);
    follower.guestIs(640, 480);
    follower.setFollowing(true);
  }

  @Test
  void whoDragsAnEdgeIsFollowedOnceItRests() {
    follow();
    for (int width = 800; width < 1000; width += 10) {
      follower.windowIs(width, 600);
      pass(SizeFollower.REST_MILLIS / 2);
    }
    assertThat(asked).isEmpty();
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("984x600"); // 990, in steps of eight
  }

  @Test
  void oneRequestIsUnderWayAtATime() {
    follow();
    follower.windowIs(800, 600);
    pass(SizeFollower.REST_MILLIS);
    follower.windowIs(1024, 768);
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("800x600");
    follower.answered(true, "");
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("800x600", "1024x768");
  }

  @Test
  void whatComesBackIsNoReasonToAskAgain() {
    follow();
    follower.windowIs(801, 600);
    pass(SizeFollower.REST_MILLIS);
    // The guest's own modes are few: it takes the next one.
    follower.answered(true, "");
    follower.guestIs(832, 624);
    follower.windowIs(801, 600);
    pass(SizeFollower.PATIENCE_MILLIS * 2);
    assertThat(asked).containsExactly("800x600");
  }

  @Test
  void aSizeThatIsThereIsNotAskedFor() {
    follow();
    follower.windowIs(640, 480);
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).isEmpty();
  }

  @Test
  void aRefusalIsToldAndEndsIt() {
    follow();
    follower.windowIs(800, 600);
    pass(SizeFollower.REST_MILLIS);
    follower.answered(false, "the size is prohibited");
    assertThat(follower.refusalProperty().get()).isEqualTo("the size is prohibited");
    follower.windowIs(1024, 768);
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("800x600");
    follower.setFollowing(true);
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("800x600", "1024x768");
    assertThat(follower.refusalProperty().get()).isEmpty();
  }

  @Test
  void aServerThatNeverAnswersIsAskedForTheNextSizeAllTheSame() {
    follow();
    follower.windowIs(800, 600);
    pass(SizeFollower.REST_MILLIS);
    follower.windowIs(1024, 768);
    pass(SizeFollower.PATIENCE_MILLIS);
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("800x600", "1024x768");
  }

  @Test
  void aServerThatTakesNoRequestsIsAskedForNothing() {
    follower.connected(false);
    follower.setFollowing(true);
    follower.windowIs(800, 600);
    pass(SizeFollower.PATIENCE_MILLIS);
    assertThat(asked).isEmpty();
    follower.connected(true); // after a restart it does
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("800x600");
  }

  @Test
  void noSizeIsBeyondWhatGraphicsHave() {
    follow();
    follower.windowIs(20_000, 10);
    pass(SizeFollower.REST_MILLIS);
    assertThat(asked).containsExactly("5120x200");
  }
}
