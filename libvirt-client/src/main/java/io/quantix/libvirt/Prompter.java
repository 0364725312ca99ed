package io.quantix.libvirt;

import java.util.Optional;

/**
 * Asks a person what a connection needs while it is being made. Called on the thread that connects,
 * or on one that it waits for and that is interrupted with it; never twice at a time for one
 * connection.
 */
public interface Prompter {
  /** What is asked for. */
  enum SecretKind {
    /** The name of the user at the host. */
    USER_NAME,
    /** The user's password at the host. */
    PASSWORD,
    /** What a private key is encrypted with. */
    PASSPHRASE,
    /** An answer to a question of the host's own, a one-time code for instance. */
    ANSWER
  }

  /**
   * A question.
   *
   * @param asker a URI of who asks, the same each time, to remember an answer by: {@code
   *     ssh://user@host:22}, {@code libvirt+tls://user@host:16514} for SASL, {@code
   *     file:///home/user/.ssh/id_ed25519} for a private key
   * @param subject whose, for a person: {@code user@host}, or the private key's file
   * @param prompt the host's own words where it has any, else empty
   * @param echo whether the answer may be shown while it is typed
   * @param attempt from 1; above that, the answer before was wrong
   */
  record SecretRequest(
      SecretKind kind, String asker, String subject, String prompt, boolean echo, int attempt) {}

  /**
   * The key that a host shows and that no known_hosts file has.
   *
   * @param algorithm {@code ssh-ed25519}, ...
   * @param fingerprint {@code SHA256:} and its Base64, as OpenSSH shows it
   */
  record HostKey(String host, int port, String algorithm, String fingerprint) {}

  /** What to do with an unknown host's key. */
  enum Trust {
    /** Go on and remember it in the user's known_hosts. */
    REMEMBER,
    /** Go on this time. */
    ONCE,
    /** Do not connect. */
    NO
  }

  /** Answers a question; empty if the person turns it away. The caller wipes the array. */
  Optional<char[]> secret(SecretRequest request);

  /**
   * Says that the answer that was given to this question was right, which is when it may be kept.
   * Returns soon: connecting waits for it.
   */
  default void accepted(SecretRequest request) {}

  /**
   * Whether an unknown host is trusted. Never asked for a key that has changed: that is refused.
   */
  Trust unknownHost(HostKey key);

  /** Nobody to ask: no secret, no unknown host. */
  static Prompter none() {
    return new Prompter() {
      @Override
      public Optional<char[]> secret(SecretRequest request) {
        return Optional.empty();
      }

      @Override
      public Trust unknownHost(HostKey key) {
        return Trust.NO;
      }
    };
  }
}
