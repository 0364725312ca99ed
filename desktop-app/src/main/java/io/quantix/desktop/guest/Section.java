package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import java.util.Optional;

/** What the page of a guest has, a part at a time. */
public enum Section {
  /** Who the guest is and how it does. */
  OVERVIEW(""),
  /** Its files. */
  FILES("file_list"),
  /** What runs in it. */
  PROCESSES("process_list"),
  /** Its services. */
  SERVICES("service_list"),
  /** What is installed. */
  SOFTWARE("software_list"),
  /** A shell in it. */
  TERMINAL("terminal");

  private final String capability;

  Section(String capability) {
    this.capability = capability;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is called. */
  String title() {
    return Texts.text("guest.section." + key());
  }

  /** Why this guest does not have it; empty if it does. */
  Optional<String> missingIn(Guest guest) {
    if (capability.isEmpty() || guest.can(capability)) {
      return Optional.empty();
    }
    String reason = guest.reasonWithout(capability);
    return Optional.of(
        !reason.isEmpty()
            ? Texts.text("guest.cannot.because", reason)
            : Texts.text(guest.complete() ? "guest.cannot" : "guest.cannot.qemu"));
  }
}
