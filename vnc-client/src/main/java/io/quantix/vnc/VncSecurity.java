package io.quantix.vnc;

import java.util.Arrays;
import java.util.List;

/**
 * Security types that a session can use (RFB 7.1.2, VeNCrypt 0.2 and the registry), the safest
 * first: encrypted to a server that has proved who it is; encrypted to whoever answers; in clear,
 * those first that show a listener the least.
 */
public enum VncSecurity {
  /** TLS with the server's certificate, then SASL. */
  X509_SASL("VeNCrypt X509SASL", 263, true),
  /** TLS with the server's certificate, then a user and a password. */
  X509_PLAIN("VeNCrypt X509Plain", 262, true),
  /** TLS with the server's certificate, then VNC authentication. */
  X509_VNC("VeNCrypt X509Vnc", 261, true),
  /** TLS with the server's certificate. */
  X509_NONE("VeNCrypt X509None", 260, true),
  /** RSA and AES of 256 bits; the server's key is shown to who decides about it. */
  RA2_256("RA2_256", 129, true),
  /** RSA and AES of 128 bits. */
  RA2("RA2", 5, true),
  /** TLS with whoever answers, then SASL. */
  TLS_SASL("VeNCrypt TLSSASL (anonymous)", 264, true),
  /** TLS with whoever answers, then VNC authentication. */
  TLS_VNC("VeNCrypt TLSVnc (anonymous)", 258, true),
  /** TLS with whoever answers. */
  TLS_NONE("VeNCrypt TLSNone (anonymous)", 257, true),
  /** TLS with whoever answers, who is then told a user and a password. */
  TLS_PLAIN("VeNCrypt TLSPlain (anonymous)", 259, true),
  /** As {@link #RA2_256} until the password has been told; in clear then. */
  RA2NE_256("RA2ne_256", 130, false),
  /** As {@link #RA2} until the password has been told; in clear then. */
  RA2NE("RA2ne", 6, false),
  /** SASL; some of its mechanisms encrypt what follows. */
  SASL("SASL", 20, false),
  /** Nothing to prove: before those that would show a password's traces for nothing. */
  NONE("None", 1, false),
  /** A password proved by DES, of which eight bytes count. */
  VNC("VNC authentication", 2, false),
  /** A user and a password under a key of Diffie and Hellman; in clear then. */
  APPLE("Apple Remote Desktop", 30, false),
  /**
   * A user and a password in clear: only over a transport that keeps secrets by itself, unless it
   * is named in {@link VncOptions#security()}.
   */
  PLAIN("VeNCrypt Plain", 256, false);

  private static final int VENCRYPT = 19;

  private final String title;
  private final int number;
  private final boolean encrypts;

  VncSecurity(String title, int number, boolean encrypts) {
    this.title = title;
    this.number = number;
    this.encrypts = encrypts;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** Its number on the wire: a security type's below 256, a VeNCrypt subtype's from there on. */
  public int number() {
    return number;
  }

  /** The security type that a server must offer for it: its own number, or VeNCrypt's. */
  public int offeredAs() {
    return number < 256 ? number : VENCRYPT;
  }

  /** Whether all that follows is encrypted; SASL may, and does not promise it. */
  public boolean encrypts() {
    return encrypts;
  }

  /** All that may be used without being named, the safest first. */
  public static List<VncSecurity> byPreference() {
    return Arrays.stream(values()).filter(type -> type != PLAIN).toList();
  }

  /** Those that encrypt all, for who wants nothing else; the safest first. */
  public static List<VncSecurity> encrypting() {
    return Arrays.stream(values()).filter(VncSecurity::encrypts).toList();
  }
}
