package io.quantix.desktop.keyring;

import io.quantix.libvirt.Prompter;

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
