package io.quantix.vnc.security;

import io.quantix.vnc.VncException;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Security type 19: VeNCrypt 0.2 (the registry's rfbproto, "VeNCrypt"). Reads a version, then which
 * subtypes the server has; TLS begins after the chosen one, and inside it another type.
 */
final class VeNCrypt implements SecurityType {
  private static final int MAJOR = 0;
  private static final int MINOR = 2;

  @Override
  public void authenticate(SecurityExchange exchange) throws IOException, VncException {
    VncSecurity subtype = choose(exchange);
    exchange.title(subtype.title());
    switch (subtype) {
      case X509_NONE, X509_VNC, X509_PLAIN, X509_SASL -> {
        awaitReady(exchange);
        CertifiedTls.begin(exchange);
      }
      case TLS_NONE, TLS_VNC, TLS_PLAIN, TLS_SASL -> {
        awaitReady(exchange);
        AnonymousTls.begin(exchange);
      }
      default -> {
        // Plain has no layer.
      }
    }
    switch (subtype) {
      case X509_VNC, TLS_VNC -> new VncAuthentication().authenticate(exchange);
      case X509_PLAIN, TLS_PLAIN, PLAIN -> new PlainAuthentication().authenticate(exchange);
      case X509_SASL, TLS_SASL -> new SaslSecurity().authenticate(exchange);
      default -> {
        // Nothing more to prove.
      }
    }
  }

  private static VncSecurity choose(SecurityExchange exchange) throws IOException, VncException {
    WireReader in = exchange.in();
    int major = in.u8();
    int minor = in.u8();
    if (major != MAJOR || minor < MINOR) {
      exchange.send((byte) 0, (byte) 0);
      throw new VncException(
          VncException.Kind.SECURITY_UNAVAILABLE,
          exchange.peer() + " speaks VeNCrypt " + major + "." + minor + ", and only 0.2 is known",
          "Update the server.");
    }
    exchange.send((byte) MAJOR, (byte) MINOR);
    if (in.u8() != 0) {
      throw Breach.protocol("it offered VeNCrypt 0.2 and then refused it");
    }
    int count = in.u8();
    List<Integer> offered = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      offered.add(in.s32());
    }
    Optional<VncSecurity> best =
        exchange.allowed().stream()
            .filter(type -> type.number() >= 256 && offered.contains(type.number()))
            .findFirst();
    if (best.isEmpty()) {
      throw Unavailable.of(exchange, "VeNCrypt with ", names(offered));
    }
    exchange.send(ByteBuffer.allocate(4).putInt(best.get().number()).array());
    return best.get();
  }

  private static void awaitReady(SecurityExchange exchange) throws IOException, VncException {
    if (exchange.in().u8() != 1) {
      throw new VncException(
          VncException.Kind.SECURITY_UNAVAILABLE,
          exchange.peer() + " offers TLS, but cannot begin it",
          "Its certificate or key is missing or wrong; its log says more.");
    }
    // What stands behind it in clear would be taken for what TLS protects.
    if (exchange.in().hasBuffered()) {
      throw Breach.protocol("it went on in clear where TLS begins");
    }
  }

  private static List<String> names(List<Integer> offered) {
    return offered.stream().map(VeNCrypt::name).toList();
  }

  private static String name(int number) {
    for (VncSecurity type : VncSecurity.values()) {
      if (type.number() == number && number >= 256) {
        return type.title().replace("VeNCrypt ", "");
      }
    }
    return "subtype " + Integer.toUnsignedString(number);
  }
}
