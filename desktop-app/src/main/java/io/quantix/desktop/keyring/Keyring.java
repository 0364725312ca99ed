package io.quantix.desktop.keyring;

import java.util.Optional;

/**
 * A place for secrets that outlasts the program. Its methods may wait for the person to unlock it,
 * within a limit, and so are never called on the JavaFX thread; an interrupt ends the wait.
 */
public interface Keyring {
  /**
   * Finds a secret; the caller wipes it.
   *
   * @throws KeyringException of reason ABSENT or FAILED; LOCKED if it may be there, but cannot be
   *     read
   */
  Optional<char[]> find(SecretName name) throws KeyringException;

  /**
   * Stores a secret in place of what was stored by that name.
   *
   * @param connection the libvirt URI that it was asked for
   * @param label what a person sees in the keyring
   * @param secret is not changed
   */
  void store(SecretName name, String connection, String label, char[] secret)
      throws KeyringException;

  /** Removes a secret; nothing happens if there is none. */
  void forget(SecretName name) throws KeyringException;

  /** Removes all that was stored for one libvirt URI. */
  void forgetAll(String connection) throws KeyringException;

  /** The keyring of a session that has none. */
  static Keyring none(String why) {
    return new Keyring() {
      @Override
      public Optional<char[]> find(SecretName name) throws KeyringException {
        throw new KeyringException(KeyringException.Reason.ABSENT, why);
      }

      @Override
      public void store(SecretName name, String connection, String label, char[] secret)
          throws KeyringException {
        throw new KeyringException(KeyringException.Reason.ABSENT, why);
      }

      @Override
      public void forget(SecretName name) throws KeyringException {
        throw new KeyringException(KeyringException.Reason.ABSENT, why);
      }

      @Override
      public void forgetAll(String connection) throws KeyringException {
        throw new KeyringException(KeyringException.Reason.ABSENT, why);
      }
    };
  }
}
