package io.quantix.vnc.security;

/** Security type 1: nothing to prove (RFB 7.2.1). Reads nothing. */
final class NoSecurity implements SecurityType {
  @Override
  public void authenticate(SecurityExchange exchange) {}
}
