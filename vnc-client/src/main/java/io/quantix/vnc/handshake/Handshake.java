package io.quantix.vnc.handshake;

import io.quantix.vnc.VncException;
import io.quantix.vnc.security.SecurityType;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.SafeText;
import io.quantix.vnc.wire.WireReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What was agreed on before the first update.
 *
 * @param version the protocol's version
 * @param security the security type's name
 * @param width the desktop's width
 * @param height the desktop's height
 * @param name the desktop's name, safe to show
 */
public record Handshake(
    ProtocolVersion version, String security, int width, int height, String name) {
  private static final int FAILED = 0;
  private static final int PIXEL_FORMAT = 16;

  /**
   * Speaks the protocol up to ServerInit (RFB 7.1 to 7.3).
   *
   * @param types what we can do and the options allow; the server's order decides among them
   * @param shared whether other clients may stay connected
   * @throws VncException if the server refuses us, breaks the protocol or a limit, or offers no
   *     security type of ours
   */
  public static Handshake perform(
      WireReader in, VncTransport out, List<SecurityType> types, boolean shared)
      throws IOException, VncException {
    ProtocolVersion version =
        ProtocolVersion.of(in.text(ProtocolVersion.GREETING, StandardCharsets.ISO_8859_1));
    greet(in, out, version, types);
    SecurityType type =
        version == ProtocolVersion.V3_3 ? told(in, out, types) : chosen(in, out, types);
    type.authenticate(in, out);
    if (version == ProtocolVersion.V3_8 || type.number() != 1) {
      result(in, out, version);
    }
    send(out, (byte) (shared ? 1 : 0));
    int width = in.u16();
    int height = in.u16();
    in.skip(PIXEL_FORMAT);
    int length = in.length("the length of the desktop's name", Limits.NAME);
    String name = SafeText.line(in.text(length, StandardCharsets.UTF_8));
    return new Handshake(version, type.title(), width, height, name);
  }

  /**
   * Answers a greeting. A TigerVNC that has locked itself greets as 3.3, says why it refuses, and
   * closes without listening: the answer cannot be sent then, but the reason can be read.
   */
  private static void greet(
      WireReader in, VncTransport out, ProtocolVersion version, List<SecurityType> types)
      throws IOException, VncException {
    try {
      send(out, version.greeting().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      if (version == ProtocolVersion.V3_3) {
        told(in, out, types);
      }
      throw e;
    }
  }

  private static SecurityType told(WireReader in, VncTransport out, List<SecurityType> types)
      throws IOException, VncException {
    int number = in.s32();
    if (number == FAILED) {
      throw refused(out, reason(in));
    }
    for (SecurityType type : types) {
      if (type.number() == number) {
        return type;
      }
    }
    throw unavailable(out, names(new byte[] {(byte) number}));
  }

  private static SecurityType chosen(WireReader in, VncTransport out, List<SecurityType> types)
      throws IOException, VncException {
    byte[] offered = new byte[in.u8()];
    if (offered.length == 0) {
      throw refused(out, reason(in));
    }
    in.bytes(offered, 0, offered.length);
    for (byte number : offered) {
      for (SecurityType type : types) {
        if (type.number() == (number & 0xff)) {
          send(out, number);
          return type;
        }
      }
    }
    throw unavailable(out, names(offered));
  }

  private static void result(WireReader in, VncTransport out, ProtocolVersion version)
      throws IOException, VncException {
    long result = in.u32();
    if (result == 0) {
      return;
    }
    if (result > 2) {
      throw Breach.protocol("it answered the password with the unknown result " + result);
    }
    String why = "";
    if (version == ProtocolVersion.V3_8) {
      try {
        why = ": " + reason(in);
      } catch (EOFException e) {
        // A server that closes without the reason has still said that it refuses.
        why = "";
      }
    }
    throw new VncException(
        VncException.Kind.AUTHENTICATION,
        out.peer() + " refused the password" + why,
        "Check the password. Only its first eight bytes count, it may have expired, and a server"
            + " locks itself for a while after too many wrong ones.");
  }

  private static String reason(WireReader in) throws IOException, VncException {
    int length = in.length("the length of a reason", Limits.REASON);
    return SafeText.line(in.text(length, StandardCharsets.UTF_8));
  }

  private static VncException refused(VncTransport out, String reason) {
    boolean locked = reason.toLowerCase(Locale.ROOT).contains("too many");
    return new VncException(
        locked ? VncException.Kind.AUTHENTICATION : VncException.Kind.SECURITY_UNAVAILABLE,
        out.peer() + " refuses connections: " + reason,
        locked
            ? "It has locked itself after too many wrong passwords. Wait a while and try again."
            : "The server's own settings refuse us; its log says more.");
  }

  private static VncException unavailable(VncTransport out, String offered) {
    return new VncException(
        VncException.Kind.SECURITY_UNAVAILABLE,
        out.peer() + " offers no security type that we have, only " + offered,
        "Allow VNC authentication or none on the server, and protect the way to it by SSH.");
  }

  private static String names(byte[] numbers) {
    StringBuilder names = new StringBuilder();
    for (byte number : numbers) {
      names.append(names.isEmpty() ? "" : ", ").append(name(number & 0xff));
    }
    return names.toString();
  }

  private static String name(int number) {
    return switch (number) {
      case 1 -> "None";
      case 2 -> "VNC authentication";
      case 5, 6, 129, 130 -> "RA2";
      case 16 -> "Tight";
      case 18 -> "TLS";
      case 19 -> "VeNCrypt (TLS)";
      case 20 -> "SASL";
      case 30 -> "Apple Remote Desktop";
      case 113 -> "MS-Logon II";
      default -> "type " + number;
    };
  }

  private static void send(VncTransport out, byte... bytes) throws IOException {
    out.write(ByteBuffer.wrap(bytes));
  }
}
