package io.quantix.desktop.keyring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keyring of the person's session: on Linux the one that serves the Secret Service (GNOME's,
 * KDE's, KeePassXC). Other systems' are not used yet. Nothing is loaded before it is used.
 */
public final class SystemKeyring implements Keyring {
  private final boolean mayPrompt;
  private @Nullable Keyring keyring;

  /**
   * Makes one.
   *
   * @param mayPrompt whether it may ask the person to unlock it, in a window of its own
   */
  public SystemKeyring(boolean mayPrompt) {
    this.mayPrompt = mayPrompt;
  }

  private synchronized Keyring keyring() {
    Keyring used = keyring;
    if (used == null) {
      String system = System.getProperty("os.name", "");
      used =
          system.equals("Linux")
              ? new SecretToolKeyring(System.getenv(), mayPrompt)
              : Keyring.none("the keyring of " + system + " is not used yet");
      keyring = used;
    }
    return used;
  }

  @Override
  public Optional<char[]> find(SecretName name) throws KeyringException {
    return keyring().find(name);
  }

  @Override
  public void store(SecretName name, String connection, String label, char[] secret)
      throws KeyringException {
    keyring().store(name, connection, label, secret);
  }

  @Override
  public void forget(SecretName name) throws KeyringException {
    keyring().forget(name);
  }

  @Override
  public void forgetAll(String connection) throws KeyringException {
    keyring().forgetAll(connection);
  }
}
