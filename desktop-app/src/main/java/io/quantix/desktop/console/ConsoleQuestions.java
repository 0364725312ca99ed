package io.quantix.desktop.console;

import io.quantix.desktop.keyring.Keeping;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncTrust;
import java.util.Optional;

/** Asks a person what a connection to a screen needs; never on the JavaFX thread. */
interface ConsoleQuestions {
  /**
   * What a person says who is asked for a user and a password.
   *
   * @param credential taken over, and wiped by who has asked
   * @param keeping how long it is kept, once it has proved right
   */
  record Given(VncCredential credential, Keeping keeping) {}

  /** Whether a server is who it should be. */
  enum Decision {
    NO,
    /** Until the console is closed. */
    ONCE,
    REMEMBER
  }

  /**
   * Asks who somebody is.
   *
   * @param again whether the last answer was refused
   * @param keyring whether there is a keyring that would keep it
   */
  Optional<Given> credential(VncCredentials.Request request, boolean again, boolean keyring);

  /**
   * Asks whether a server that nobody vouches for is trusted.
   *
   * @param before the fingerprint that was trusted until now; empty if none was
   */
  Decision server(VncTrust.Identity identity, Optional<String> before);

  /** Something could not be remembered. */
  void notRemembered(String why);
}
