package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClipboardLinkTest {
  private final List<String> told = new ArrayList<>();
  private final Computer computer = new Computer();
  private final Guest guest = new Guest();
  private final ClipboardLink link = new ClipboardLink(computer);

  private static final class Computer implements ClipboardLink.Here {
    private String text = "";

    @Override
    public Optional<String> text() {
      return Optional.of(text).filter(each -> !each.isEmpty());
    }

    @Override
    public void setText(String value) {
      text = value;
    }
  }

  private final class Guest implements ClipboardLink.Guest {
    @Override
    public void offer(String text) {
      told.add(text);
    }

    @Override
    public void withdraw() {
      told.add("withdrawn");
    }

    @Override
    public void request() {
      told.add("requested");
    }
  }

  @BeforeEach
  void connect() {
    link.setPolicy(ClipboardPolicy.BOTH);
    link.setGuest(Optional.of(guest));
  }

  @Test
  void theGuestLearnsOfATextWhenTheConsoleHasTheFocus() {
    computer.text = "secret";
    link.look();
    assertThat(told).isEmpty();
    link.setFocused(true);
    link.look();
    assertThat(told).containsExactly("secret");
    computer.text = "another";
    link.look();
    assertThat(told).containsExactly("secret", "another");
    link.setFocused(false);
    computer.text = "for others";
    link.look();
    assertThat(told).containsExactly("secret", "another");
  }

  @Test
  void whatTheGuestHasIsNotSentBackToIt() {
    link.setFocused(true);
    link.guestOffers();
    link.guestHas("theirs");
    link.look();
    assertThat(computer.text).isEqualTo("theirs");
    assertThat(told).containsExactly("requested");
    link.setFocused(false);
    link.setFocused(true);
    assertThat(told).containsExactly("requested");
  }

  @Test
  void outOfFocusTheGuestChangesNothingHereUntilThePersonComesBack() {
    computer.text = "mine";
    link.guestHas("theirs");
    assertThat(computer.text).isEqualTo("mine");
    link.setFocused(true);
    assertThat(computer.text).as("it was copied later, for all that is known").isEqualTo("mine");

    link.setFocused(false);
    link.guestHas("again");
    assertThat(computer.text).isEqualTo("mine");
    link.setFocused(true);
    assertThat(computer.text).isEqualTo("again");

    link.setFocused(false);
    link.guestOffers();
    link.setFocused(true);
    assertThat(told).containsExactly("mine", "requested");
  }

  @Test
  void whatWasAskedForInTheFocusComesAlsoWhenItHasJustGone() {
    link.setFocused(true);
    link.guestOffers();
    link.setFocused(false);
    link.guestHas("theirs");
    assertThat(computer.text).isEqualTo("theirs");
    link.guestHas("unasked");
    assertThat(computer.text).isEqualTo("theirs");
  }

  @Test
  void eachWayCanBeClosed() {
    link.setFocused(true);
    link.setPolicy(ClipboardPolicy.TO_GUEST);
    link.guestOffers();
    link.guestHas("theirs");
    assertThat(computer.text).isEmpty();
    computer.text = "mine";
    link.look();
    assertThat(told).containsExactly("mine");

    link.setPolicy(ClipboardPolicy.TO_HOST);
    assertThat(told).containsExactly("mine", "withdrawn");
    computer.text = "more";
    link.look();
    link.guestHas("theirs");
    assertThat(computer.text).isEqualTo("theirs");

    link.setPolicy(ClipboardPolicy.OFF);
    link.guestHas("no");
    link.look();
    assertThat(computer.text).isEqualTo("theirs");
    assertThat(told).containsExactly("mine", "withdrawn");
  }

  @Test
  void aTextThatIsTooLongStaysWhereItIs() {
    link.setFocused(true);
    String most = "x".repeat(ClipboardLink.MOST);
    computer.text = most + "x";
    link.look();
    assertThat(told).isEmpty();
    computer.text = "";
    link.guestHas(most + "x");
    assertThat(computer.text).isEmpty();
    link.guestHas(most);
    assertThat(computer.text).isEqualTo(most);
  }

  @Test
  void anotherSessionLearnsOfTheTextAnew() {
    computer.text = "mine";
    link.setFocused(true);
    link.setGuest(Optional.empty());
    link.setGuest(Optional.of(guest));
    assertThat(told).containsExactly("mine", "mine");
  }
}
