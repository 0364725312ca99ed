package io.quantix.vnc.handshake;

import io.quantix.vnc.VncException;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.security.SecurityExchange;
import io.quantix.vnc.security.SecurityTypes;
import io.quantix.vnc.security.Unavailable;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.SafeText;
import io.quantix.vnc.wire.WireReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was agreed on before the first update.
 *
 * @param version the protocol's version
 * @param security the security type's name
 * @param encryption what protects the bytes; empty if nothing does
 * @param width the desktop's width
 * @param height the desktop's height
 * @param name the desktop's name, safe to show
 */
public record Handshake(
    ProtocolVersion version,
    String security,
    String encryption,
    int width,
    int height,
    String name) {
  private static final int FAILED = 0;
  private static final int PIXEL_FORMAT = 16;

  /**
   * Speaks the protocol up to ServerInit (RFB 7.1 to 7.3). Of the types that the server offers the
   * one is taken that stands first in what is allowed.
   *
   * @param exchange leaves the connection protected as was agreed
   * @param shared whether other clients may stay connected
   * @throws VncException if the server refuses us, is not trusted, breaks the protocol or a limit,
   *     or offers no security type that is allowed
   */
  public static Handshake perform(SecurityExchange exchange, boolean shared)
      throws IOException, VncException {
    try {
      return converse(exchange, shared);
    } catch (IOException e) {
      Optional<VncException> known = exchange.explain(e);
      if (known.isPresent()) {
        throw known.get();
      }
      throw e;
    }
  }

  private static Handshake converse(SecurityExchange exchange, boolean shared)
      throws IOException, VncException {
    WireReader in = exchange.in();
    ProtocolVersion version =
        ProtocolVersion.of(in.text(ProtocolVersion.GREETING, StandardCharsets.ISO_8859_1));
    greet(exchange, version);
    VncSecurity type = version == ProtocolVersion.V3_3 ? told(exchange) : chosen(exchange);
    exchange.title(type.title());
    SecurityTypes.of(type).authenticate(exchange);
    if (version == ProtocolVersion.V3_8 || type != VncSecurity.NONE) {
      result(exchange, version);
    }
    exchange.accepted();
    exchange.send((byte) (shared ? 1 : 0));
    int width = in.u16();
    int height = in.u16();
    in.skip(PIXEL_FORMAT);
    int length = in.length("the length of the desktop's name", Limits.NAME);
    String name = SafeText.line(in.text(length, StandardCharsets.UTF_8));
    return new Handshake(version, exchange.title(), exchange.encryption(), width, height, name);
  }

  /**
   * Answers a greeting. A TigerVNC that has locked itself greets as 3.3, says why it refuses, and
   * closes without listening: the answer cannot be sent then, but the reason can be read.
   */
  private static void greet(SecurityExchange exchange, ProtocolVersion version)
      throws IOException, VncException {
    try {
      exchange.send(version.greeting().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      if (version == ProtocolVersion.V3_3) {
        told(exchange);
      }
      throw e;
    }
  }

  private static VncSecurity told(SecurityExchange exchange) throws IOException, VncException {
    int number = exchange.in().s32();
    if (number == FAILED) {
      throw refused(exchange, reason(exchange.in()));
    }
    Optional<VncSecurity> best = best(exchange, new byte[] {(byte) number});
    if (best.isEmpty() || best.get().offeredAs() != number) {
      throw Unavailable.of(exchange, "", List.of(name(number)));
    }
    return best.get();
  }

  private static VncSecurity chosen(SecurityExchange exchange) throws IOException, VncException {
    byte[] offered = new byte[exchange.in().u8()];
    if (offered.length == 0) {
      throw refused(exchange, reason(exchange.in()));
    }
    exchange.in().bytes(offered, 0, offered.length);
    Optional<VncSecurity> best = best(exchange, offered);
    if (best.isEmpty()) {
      throw Unavailable.of(exchange, "", names(offered));
    }
    exchange.send((byte) best.get().offeredAs());
    return best.get();
  }

  private static Optional<VncSecurity> best(SecurityExchange exchange, byte[] offered) {
    for (VncSecurity type : exchange.allowed()) {
      for (byte number : offered) {
        if ((number & 0xff) == type.offeredAs()) {
          return Optional.of(type);
        }
      }
    }
    return Optional.empty();
  }

  private static void result(SecurityExchange exchange, ProtocolVersion version)
      throws IOException, VncException {
    long result = answer(exchange);
    if (result == 0 && !isNeatvncsRefusal(exchange)) {
      return;
    }
    if (result > 2) {
      throw Breach.protocol("it answered the password with the unknown result " + result);
    }
    String why = "";
    if (result == 0) {
      why = ": " + SafeText.line(exchange.in().text(exchange.in().u8(), StandardCharsets.UTF_8));
    } else if (version == ProtocolVersion.V3_8) {
      try {
        why = ": " + reason(exchange.in());
      } catch (IOException e) {
        // A server that closes without the reason, or cuts its TLS off, has still said that it
        // refuses.
        why = "";
      }
    }
    boolean password = exchange.shown().equals("the password");
    throw new VncException(
        VncException.Kind.AUTHENTICATION,
        exchange.peer()
            + " refused "
            + (exchange.shown().isEmpty() ? "us" : exchange.shown())
            + " ("
            + exchange.title()
            + ")"
            + why,
        password
            ? "Check the password. Only its first eight bytes count, it may have expired, and a"
                + " server locks itself for a while after too many wrong ones."
            : "Check the user's name and the password, and whether the server admits this user.");
  }

  /**
   * The server's four bytes. x11vnc behind its own TLS may be gone before its refusal has been
   * passed on, so an end in their place is told as the refusal that it most likely is.
   */
  private static long answer(SecurityExchange exchange) throws IOException, VncException {
    try {
      return exchange.in().u32();
    } catch (EOFException | SocketException end) {
      if (exchange.shown().isEmpty() || exchange.explain(end).isPresent()) {
        throw end;
      }
      throw new VncException(
          VncException.Kind.AUTHENTICATION,
          exchange.peer()
              + " ended the connection in place of an answer to "
              + exchange.shown()
              + " ("
              + exchange.title()
              + ")",
          "Some servers do so when it is wrong: check it. If it is right, the server's log says"
              + " more.",
          end);
    }
  }

  /**
   * neatvnc before 0.6 refuses a user as if it had no security types: a byte of zero, the reason's
   * length, the reason; the first four bytes look like a yes. But after a yes no server speaks
   * before the client does (RFB 7.3.1).
   */
  private static boolean isNeatvncsRefusal(SecurityExchange exchange) {
    return exchange.title().equals(VncSecurity.X509_PLAIN.title()) && exchange.in().hasBuffered();
  }

  private static String reason(WireReader in) throws IOException, VncException {
    int length = in.length("the length of a reason", Limits.REASON);
    return SafeText.line(in.text(length, StandardCharsets.UTF_8));
  }

  private static VncException refused(SecurityExchange exchange, String reason) {
    boolean locked = reason.toLowerCase(Locale.ROOT).contains("too many");
    return new VncException(
        locked ? VncException.Kind.AUTHENTICATION : VncException.Kind.SECURITY_UNAVAILABLE,
        exchange.peer() + " refuses connections: " + reason,
        locked
            ? "It has locked itself after too many wrong passwords. Wait a while and try again."
            : "The server's own settings refuse us; its log says more.");
  }

  private static List<String> names(byte[] numbers) {
    List<String> names = new ArrayList<>();
    for (byte number : numbers) {
      names.add(name(number & 0xff));
    }
    return names;
  }

  private static String name(int number) {
    for (VncSecurity type : VncSecurity.values()) {
      if (type.number() == number && number < 256) {
        return type.title();
      }
    }
    return switch (number) {
      case 16 -> "Tight";
      case 18 -> "TLS";
      case 19 -> "VeNCrypt";
      case 113 -> "MS-Logon II";
      default -> "type " + number;
    };
  }
}
