package io.quantix.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.keyring.KeyringException.Reason;
import io.quantix.desktop.keyring.SecretAsker.Question;
import io.quantix.desktop.keyring.SecretAsker.Remembered;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the question for a secret says and offers. */
class SecretPromptModelTest {
  private static SecretPromptModel model(
      SecretKind kind, int attempt, Remembered before, Optional<KeyringException> keyring) {
    return new SecretPromptModel(
        new Question(
            new SecretRequest(kind, "ssh://me@host:22", "me@host", "", false, attempt),
            before,
            keyring),
        Keeping.KEYRING);
  }

  @Test
  void aKeyringThatIsThereIsOfferedAndWhatWasChosenBeforeSuggested() {
    SecretPromptModel model = model(SecretKind.PASSWORD, 1, Remembered.NOTHING, Optional.empty());
    assertThat(model.choices())
        .containsExactly(Keeping.NOT, Keeping.UNTIL_THE_END, Keeping.KEYRING);
    assertThat(model.suggestion()).isEqualTo(Keeping.KEYRING);
    assertThat(model.header()).isEqualTo("The password of me@host");
    assertThat(model.label()).isEqualTo("Password");
    assertThat(model.problem()).isEmpty();
    assertThat(model.keyringMissing()).isEmpty();
  }

  @Test
  void withoutAKeyringTheQuestionSaysWhyItIsNotOffered() {
    KeyringException absent = new KeyringException(Reason.ABSENT, "there is no D-Bus session");
    SecretPromptModel model =
        model(SecretKind.PASSPHRASE, 1, Remembered.NOTHING, Optional.of(absent));
    assertThat(model.choices()).containsExactly(Keeping.NOT, Keeping.UNTIL_THE_END);
    assertThat(model.suggestion()).isEqualTo(Keeping.UNTIL_THE_END);
    assertThat(model.keyringMissing())
        .hasValueSatisfying(words -> assertThat(words).contains("there is no D-Bus session"));
  }

  @Test
  void aLockedKeyringMayStillBeChosen() {
    KeyringException locked = new KeyringException(Reason.LOCKED, "the keyring is locked");
    SecretPromptModel model =
        model(SecretKind.PASSWORD, 1, Remembered.NOTHING, Optional.of(locked));
    assertThat(model.choices()).contains(Keeping.KEYRING);
    assertThat(model.keyringMissing()).isEmpty();
  }

  @Test
  void aWrongAnswerAndAnOldOneAreToldApart() {
    assertThat(model(SecretKind.PASSWORD, 2, Remembered.NOTHING, Optional.empty()).problem())
        .hasValueSatisfying(words -> assertThat(words).contains("Try again"));
    assertThat(model(SecretKind.PASSWORD, 2, Remembered.REFUSED, Optional.empty()).problem())
        .hasValueSatisfying(words -> assertThat(words).contains("remembered"));
  }

  @Test
  void anAnswerOfOneTimeIsNotOfferedToBeKept() {
    SecretPromptModel model = model(SecretKind.ANSWER, 1, Remembered.NOTHING, Optional.empty());
    assertThat(model.choices()).isEmpty();
    assertThat(model.keyringMissing()).isEmpty();
  }
}
