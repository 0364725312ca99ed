package io.quantix.desktop.window;

import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.KeyringException.Reason;
import io.quantix.desktop.keyring.SecretAsker.Question;
import io.quantix.desktop.keyring.SecretAsker.Remembered;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter.SecretKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the question for a secret says and offers. */
final class SecretPromptModel {
  private final Question question;
  private final Keeping preferred;

  /**
   * Makes one.
   *
   * @param preferred where the last answer was kept
   */
  SecretPromptModel(Question question, Keeping preferred) {
    this.question = question;
    this.preferred = preferred;
  }

  private String kind() {
    return question.request().kind().name().toLowerCase(Locale.ROOT);
  }

  /** Whose secret it is. */
  String header() {
    return Texts.text("app.prompt.header." + kind(), question.request().subject());
  }

  /** What the field is called: the host's own words where it has any. */
  String label() {
    String words = question.request().prompt();
    return words.isBlank() ? Texts.text("app.prompt." + kind()) : words;
  }

  /** Whether what is typed may be seen. */
  boolean echo() {
    return question.request().echo();
  }

  /** What went wrong before, if anything did. */
  Optional<String> problem() {
    if (question.before() == Remembered.REFUSED) {
      return Optional.of(Texts.text("app.prompt.refused"));
    }
    return question.request().attempt() > 1
        ? Optional.of(Texts.text("app.prompt.again"))
        : Optional.empty();
  }

  /** Where the answer may be kept; empty if it is of no use a second time. */
  List<Keeping> choices() {
    if (question.request().kind() == SecretKind.ANSWER) {
      return List.of();
    }
    // A locked one asks to be unlocked when something is to be stored.
    boolean usable = question.keyring().map(each -> each.reason() == Reason.LOCKED).orElse(true);
    return usable
        ? List.of(Keeping.NOT, Keeping.UNTIL_THE_END, Keeping.KEYRING)
        : List.of(Keeping.NOT, Keeping.UNTIL_THE_END);
  }

  /** What is chosen at first. */
  Keeping suggestion() {
    return choices().contains(preferred) ? preferred : Keeping.UNTIL_THE_END;
  }

  /** Why the keyring is not among the choices, if it is not. */
  Optional<String> keyringMissing() {
    return choices().isEmpty() || choices().contains(Keeping.KEYRING)
        ? Optional.empty()
        : question
            .keyring()
            .map(each -> Texts.text("app.prompt.no-keyring", String.valueOf(each.getMessage())));
  }

  /** The words of a choice. */
  static String words(Keeping keeping) {
    return Texts.text("app.prompt.keeping." + keeping.name().toLowerCase(Locale.ROOT));
  }
}
