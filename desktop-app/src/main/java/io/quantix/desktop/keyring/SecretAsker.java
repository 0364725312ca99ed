package io.quantix.desktop.keyring;

import io.quantix.libvirt.Prompter.HostKey;
import io.quantix.libvirt.Prompter.SecretRequest;
import io.quantix.libvirt.Prompter.Trust;
import java.util.Optional;

/** Asks a person what is not remembered. */
public interface SecretAsker {
  /**
   * A question for a secret.
   *
   * @param request what the connection asks
   * @param before what became of what was remembered
   * @param keyring why the keyring cannot be used; empty if it can
   */
  record Question(SecretRequest request, Remembered before, Optional<KeyringException> keyring) {}

  /** What became of a remembered secret. */
  enum Remembered {
    /** There was none. */
    NOTHING,
    /** It was tried, and the host did not take it: it is forgotten. */
    REFUSED
  }

  /** What a person says. */
  final class Answer {
    private final char[] secret;
    private final Keeping keeping;

    /**
     * An answer.
     *
     * @param secret taken over, and wiped by who has asked
     * @param keeping how long it is kept, once it has proved right
     */
    public Answer(char[] secret, Keeping keeping) {
      this.secret = secret;
      this.keeping = keeping;
    }

    /** The secret itself, no copy. */
    public char[] secret() {
      return secret;
    }

    /** How long it is kept, once it has proved right. */
    public Keeping keeping() {
      return keeping;
    }
  }

  /** Asks for a secret; empty if the person turns it away. */
  Optional<Answer> secret(Question question);

  /** Asks whether an unknown host is trusted. */
  Trust unknownHost(HostKey key);

  /** Nobody to ask. */
  static SecretAsker nobody() {
    return new SecretAsker() {
      @Override
      public Optional<Answer> secret(Question question) {
        return Optional.empty();
      }

      @Override
      public Trust unknownHost(HostKey key) {
        return Trust.NO;
      }
    };
  }
}
