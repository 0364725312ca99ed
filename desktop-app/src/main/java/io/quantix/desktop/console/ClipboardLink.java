package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import java.util.Optional;

/**
 * Keeps a guest's clipboard and this computer's in step, as far as a person wants it. Text alone
 * goes over, at most {@value #MOST} characters of it, and only while the console has the focus: a
 * guest learns nothing of what is copied for others, and cannot change what was copied elsewhere. A
 * text that is known on both sides goes no further, so nothing runs in circles. Used on one thread.
 */
final class ClipboardLink {
  /** The longest text that goes over, in characters. */
  static final int MOST = 256 * 1024;

  /** This computer's clipboard. */
  interface Here {
    /** The text in it; empty if it has none. */
    Optional<String> text();

    void setText(String text);
  }

  /** The guest's clipboard. */
  interface Guest {
    /** Tells it that this computer's has another text. */
    void offer(String text);

    /** What was offered is no longer to be had. */
    void withdraw();

    /** Asks for its text, which comes later, if it comes. */
    void request();
  }

  private final Here here;
  private Optional<Guest> guest = Optional.empty();
  private ClipboardPolicy policy = ClipboardPolicy.OFF;
  private boolean focused;
  // What both sides have.
  private Optional<String> known = Optional.empty();
  // What the guest came to have while the console was out of focus, and what this computer had
  // then.
  private Optional<String> waiting = Optional.empty();
  private boolean offered;
  private boolean awaited;
  private Optional<String> atFocusLoss = Optional.empty();

  ClipboardLink(Here here) {
    this.here = here;
  }

  /** Another session, or none: its guest knows nothing of this computer's clipboard yet. */
  void setGuest(Optional<Guest> value) {
    guest = value;
    known = Optional.empty();
    forgetGuest();
    look();
  }

  /** Lets texts go other ways; what the guest has not fetched by then, it does not get. */
  void setPolicy(ClipboardPolicy value) {
    boolean withdrawn = policy.reachesGuest() && !value.reachesGuest() && known.isPresent();
    policy = value;
    if (withdrawn) {
      guest.ifPresent(Guest::withdraw);
      known = Optional.empty();
    }
    if (!value.reachesHost()) {
      forgetGuest();
    }
    look();
  }

  private void forgetGuest() {
    waiting = Optional.empty();
    offered = false;
    awaited = false;
  }

  /** The console has the focus now, or no longer. */
  void setFocused(boolean value) {
    if (focused == value) {
      return;
    }
    if (!value) {
      atFocusLoss = here.text();
      focused = false;
      return;
    }
    focused = true;
    // What was copied here since is newer than what the guest has had to say meanwhile.
    boolean unchanged = here.text().equals(atFocusLoss);
    Optional<String> text = waiting;
    waiting = Optional.empty();
    boolean asks = offered;
    offered = false;
    if (unchanged && text.isPresent()) {
      take(text.get());
    } else if (unchanged && asks) {
      request();
    } else {
      look();
    }
  }

  /** This computer's clipboard may have another text: offers it to the guest, if it has. */
  void look() {
    if (!focused || !policy.reachesGuest() || guest.isEmpty()) {
      return;
    }
    Optional<String> text = here.text().filter(ClipboardLink::fits);
    if (text.isPresent() && !text.equals(known)) {
      known = text;
      guest.get().offer(text.get());
    }
  }

  private static boolean fits(String text) {
    return !text.isEmpty() && text.length() <= MOST;
  }

  /** The guest says that it has another text. */
  void guestOffers() {
    if (policy.reachesHost()) {
      if (focused) {
        request();
      } else {
        offered = true;
        waiting = Optional.empty();
      }
    }
  }

  private void request() {
    guest.ifPresent(from -> {
      awaited = true;
      from.request();
    });
  }

  /** The guest's text has come. */
  void guestHas(String text) {
    // Asked for in the focus, it may come when that has just gone.
    boolean taken = focused || awaited;
    awaited = false;
    if (!policy.reachesHost() || !fits(text)) {
      return;
    }
    if (taken) {
      take(text);
    } else {
      waiting = Optional.of(text);
    }
  }

  private void take(String text) {
    Optional<String> value = Optional.of(text);
    known = value;
    if (!value.equals(here.text())) {
      here.setText(text);
    }
    atFocusLoss = value;
  }
}
