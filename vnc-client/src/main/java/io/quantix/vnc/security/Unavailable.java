package io.quantix.vnc.security;

import io.quantix.vnc.VncException;
import io.quantix.vnc.VncSecurity;
import java.util.List;

/** Says that a server offers nothing that may be used: what it offered, and what was wanted. */
public final class Unavailable {
  private Unavailable() {}

  /**
   * The exception for it.
   *
   * @param kind put before the names
   * @param offered the names of what the server has
   */
  public static VncException of(SecurityExchange exchange, String kind, List<String> offered) {
    List<VncSecurity> wanted = exchange.allowed();
    String has = offered.isEmpty() ? "nothing" : String.join(", ", offered);
    boolean demanding = wanted.stream().allMatch(VncSecurity::encrypts);
    boolean restricted = !wanted.containsAll(VncSecurity.byPreference());
    String want = String.join(", ", wanted.stream().map(VncSecurity::title).toList());
    if (demanding) {
      return new VncException(
          VncException.Kind.SECURITY_UNAVAILABLE,
          exchange.peer()
              + " offers only "
              + kind
              + has
              + ", and only what encrypts is wanted: "
              + want,
          "Set up TLS with a certificate on the server, or reach it by SSH. If it had TLS before,"
              + " do not go on: somebody on the way may have taken it out.");
    }
    if (restricted) {
      return new VncException(
          VncException.Kind.SECURITY_UNAVAILABLE,
          exchange.peer() + " offers only " + kind + has + ", and wanted is " + want,
          "Allow one of the server's types, or have the server offer one of these.");
    }
    return new VncException(
        VncException.Kind.SECURITY_UNAVAILABLE,
        exchange.peer() + " offers no security type that we have, only " + kind + has,
        "Allow VeNCrypt with a certificate, VNC authentication or none on the server.");
  }
}
