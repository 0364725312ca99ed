package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/**
 * Why a guest did not do what it was asked, fit to be shown.
 *
 * @param message what went wrong
 * @param hint what to do about it; empty if nobody knows
 */
record GuestFailure(String message, String hint) {
  static GuestFailure of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case AgentException refused ->
          new GuestFailure(reason(refused), GuestText.line(refused.resolution().orElse("")));
      case LibvirtException refused ->
          new GuestFailure(String.valueOf(refused.getMessage()), refused.hint());
      case IOException broken -> new GuestFailure(named(broken), "");
      case InterruptedException _ -> new GuestFailure(Texts.text("guest.cancelled"), "");
      default -> new GuestFailure(cause.toString(), Texts.text("app.bug.hint"));
    };
  }

  private static String reason(AgentException refused) {
    String reason = GuestText.line(refused.reason());
    String about = GuestText.line(refused.context().orElse(""));
    return about.isEmpty() || reason.contains(about)
        ? reason
        : Texts.text("guest.failure-about", reason, about);
  }

  // A file's failure says the path alone in its message.
  private static String named(IOException broken) {
    String message = String.valueOf(broken.getMessage());
    return broken instanceof java.nio.file.FileSystemException
        ? broken.getClass().getSimpleName().replace("Exception", "") + ": " + message
        : message;
  }

  /** Both in one paragraph. */
  String text() {
    return hint.isEmpty() ? message : sentence(message) + " " + sentence(hint);
  }

  private static String sentence(String words) {
    return words.isEmpty() || ".!?".indexOf(words.charAt(words.length() - 1)) >= 0
        ? words
        : words + ".";
  }
}
