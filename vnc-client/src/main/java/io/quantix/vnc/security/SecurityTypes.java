package io.quantix.vnc.security;

import io.quantix.vnc.VncSecurity;

/** Which class speaks which type. */
public final class SecurityTypes {
  private SecurityTypes() {}

  /** What speaks a type, from after the server has been told its number. */
  public static SecurityType of(VncSecurity type) {
    return switch (type) {
      case NONE -> new NoSecurity();
      case VNC -> new VncAuthentication();
      case SASL -> new SaslSecurity();
      case APPLE -> new AppleSecurity();
      case RA2, RA2NE, RA2_256, RA2NE_256 -> new RsaAesSecurity(type);
      case PLAIN,
          TLS_NONE,
          TLS_VNC,
          TLS_PLAIN,
          TLS_SASL,
          X509_NONE,
          X509_VNC,
          X509_PLAIN,
          X509_SASL ->
          new VeNCrypt();
    };
  }
}
