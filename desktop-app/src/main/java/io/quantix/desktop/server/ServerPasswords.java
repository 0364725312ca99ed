package io.quantix.desktop.server;

import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.keyring.SecretName;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.transport.VncAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Who the person is to VNC servers, kept in the system's keyring. Safe for several threads. */
public final class ServerPasswords {
  private final Keyring keyring;
  private final Consumer<KeyringException> failed;

  /**
   * Makes one.
   *
   * @param failed told, on another thread, what the keyring did not do
   */
  public ServerPasswords(Keyring keyring, Consumer<KeyringException> failed) {
    this.keyring = keyring;
    this.failed = failed;
  }

  /**
   * What is kept for a server; empty if there is nothing, or the keyring is closed. May wait for
   * the keyring.
   *
   * @param wantsUser whether a password alone is of no use
   */
  public Optional<VncCredential> find(VncAddress address, boolean wantsUser) {
    try {
      String user = address.user();
      if (user.isEmpty() && wantsUser) {
        Optional<char[]> kept = keyring.find(name(SecretKind.USER_NAME, address));
        if (kept.isEmpty()) {
          return Optional.empty();
        }
        user = new String(kept.get());
      }
      String who = user;
      return keyring
          .find(name(SecretKind.PASSWORD, address))
          .map(secret -> new VncCredential(who, secret));
    } catch (KeyringException e) {
      // The person is asked instead.
      return Optional.empty();
    }
  }

  /** Keeps what a server has accepted; does not wait. */
  void remember(VncAddress address, VncCredential accepted) {
    char[] password = accepted.password().clone();
    char[] user = accepted.user().toCharArray();
    Thread.ofVirtual()
        .name("keyring " + address.peer())
        .start(() -> {
          try {
            String connection = connection(address);
            if (user.length > 0) {
              keyring.store(
                  name(SecretKind.USER_NAME, address),
                  connection,
                  Texts.text("app.keyring.label.user_name", address.peer()),
                  user);
            }
            keyring.store(
                name(SecretKind.PASSWORD, address),
                connection,
                Texts.text("app.keyring.label.password", address.peer()),
                password);
          } catch (KeyringException e) {
            failed.accept(e);
          } finally {
            Arrays.fill(password, '\0');
          }
        });
  }

  /** Forgets what is kept for a server; does not wait. */
  public void forget(VncAddress address) {
    Thread.ofVirtual()
        .name("keyring " + address.peer())
        .start(() -> {
          try {
            keyring.forgetAll(connection(address));
          } catch (KeyringException e) {
            if (e.reason() != KeyringException.Reason.ABSENT) {
              failed.accept(e);
            }
          }
        });
  }

  private static SecretName name(SecretKind kind, VncAddress address) {
    return new SecretName(kind, connection(address));
  }

  // Without a query, which may hold a token that a keyring's program would show.
  private static String connection(VncAddress address) {
    String user = address.user().isEmpty() ? "" : address.user() + "@";
    return "vnc-server:" + user + address.peer();
  }
}
