package io.quantix.vnc;

import java.util.Arrays;

/** Who somebody is and what proves it. */
public final class VncCredential {
  private final String user;
  private final char[] password;

  /**
   * Makes one.
   *
   * @param user the user's name; empty where the server asks for a password alone
   * @param password taken over, not copied: wiped once it has been used; empty for none
   */
  public VncCredential(String user, char[] password) {
    this.user = user;
    this.password = password;
  }

  /** A password alone. */
  public static VncCredential password(char[] password) {
    return new VncCredential("", password);
  }

  /** The user's name. */
  public String user() {
    return user;
  }

  /** The password itself, not a copy. */
  public char[] password() {
    return password;
  }

  /** Overwrites the password. */
  public void wipe() {
    Arrays.fill(password, '\0');
  }

  @Override
  public String toString() {
    return "credential of " + (user.isEmpty() ? "nobody in particular" : user);
  }
}
