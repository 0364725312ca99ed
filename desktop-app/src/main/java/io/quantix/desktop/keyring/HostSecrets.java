package io.quantix.desktop.keyring;

import io.quantix.libvirt.Prompter;
import java.util.Optional;

/** Who is asked for what connections need, and what is remembered of it. */
public interface HostSecrets {
  /** Answers the questions of one host's connections, by its libvirt URI. */
  Prompter prompter(String connection);

  /**
   * Forgets what was remembered for a host. Does not wait; what failed is told to the person.
   *
   * @param connection the host's libvirt URI
   * @param done run when it is forgotten, on any thread; not run if that failed
   */
  void forget(String connection, Runnable done);

  /** Whether {@link #keep} keeps anything. */
  default boolean keeps() {
    return false;
  }

  /**
   * What is remembered by a name; the caller wipes it. May wait for the keyring, so never on the
   * JavaFX thread.
   */
  default Optional<char[]> find(SecretName name) {
    return Optional.empty();
  }

  /**
   * Keeps what has proved right in the keyring, or in memory if that cannot be used. Does not wait;
   * what failed is told to the person.
   *
   * @param connection the libvirt URI that it is forgotten with
   * @param label what a person sees in the keyring
   * @param secret copied
   */
  default void keep(String connection, SecretName name, String label, char[] secret) {}

  /** Remembers nothing. */
  static HostSecrets none(Prompter prompter) {
    return new HostSecrets() {
      @Override
      public Prompter prompter(String connection) {
        return prompter;
      }

      @Override
      public void forget(String connection, Runnable done) {
        done.run();
      }
    };
  }
}
