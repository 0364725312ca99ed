package io.quantix.vnc.security;

import io.quantix.authentication.sasl.SaslClients;
import io.quantix.authentication.sasl.SaslClients.Encryption;
import io.quantix.authentication.sasl.ScramClient;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.SafeText;
import io.quantix.vnc.wire.WireReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * Security type 20: SASL (the registry's rfbproto, "SASL"; QEMU's ui/vnc-auth-sasl.c). Reads the
 * names of mechanisms, sends the chosen one, and then both sides send tokens until the server says
 * that it is complete. Each token has its length before it and, if there is one at all, a NUL
 * behind it that counts. A mechanism that encrypts does so from after the SecurityResult on.
 */
final class SaslSecurity implements SecurityType {
  private static final String PROTOCOL = "vnc";
  // Of the mechanisms here none takes more than three.
  private static final int MOST_STEPS = 10;

  @Override
  public void authenticate(SecurityExchange exchange) throws IOException, VncException {
    WireReader in = exchange.in();
    int length = in.length("the length of the list of SASL mechanisms", Limits.SASL_MECHANISMS);
    String offered = in.text(length, StandardCharsets.US_ASCII);
    SaslChoice choice = SaslChoice.of(offered, exchange);
    String outside = exchange.title();
    exchange.title((outside.contains("SASL") ? outside : outside + ",") + " " + choice.mechanism());
    if (choice.mechanism().equals("ANONYMOUS")) {
      anonymous(exchange);
      return;
    }
    if (choice.mechanism().equals("EXTERNAL")) {
      converse(exchange, choice, "", new char[0]);
      return;
    }
    VncCredential credential =
        exchange.ask(true, exchange.confidential() || !choice.mechanism().equals("PLAIN"));
    try {
      converse(exchange, choice, credential.user(), credential.password());
    } finally {
      credential.wipe();
    }
  }

  private static void converse(
      SecurityExchange exchange, SaslChoice choice, String user, char[] password)
      throws IOException, VncException {
    SaslClient client = null;
    boolean layered = false;
    try {
      client =
          SaslClients.begin(
              choice.mechanism(), PROTOCOL, exchange.host(), user, password, choice.encryption());
      exchange(exchange, client);
      layered = protect(exchange, choice, client);
    } catch (ScramClient.Impostor e) {
      throw new VncException(
          VncException.Kind.UNTRUSTED,
          exchange.peer() + " may not be the server: " + e.getMessage(),
          "Do not connect; another machine may be posing as the server.",
          e);
    } catch (SaslException e) {
      throw new VncException(
          VncException.Kind.AUTHENTICATION,
          exchange.peer()
              + ": "
              + choice.mechanism()
              + " failed: "
              + SafeText.line(String.valueOf(e.getMessage())),
          "Check the user's name and the password; the server's log may say more.",
          e);
    } catch (EOFException e) {
      // QEMU says nothing about a wrong password; it closes.
      throw new VncException(
          VncException.Kind.AUTHENTICATION,
          exchange.peer()
              + " closed the connection instead of accepting "
              + (exchange.shown().isEmpty() ? "us" : exchange.shown())
              + " ("
              + choice.mechanism()
              + ")",
          "Check the user's name and the password, and that the name has the realm that the server"
              + " expects (user@realm).",
          e);
    } finally {
      if (client != null && !layered) {
        client.dispose();
      }
    }
  }

  /** From the mechanism's name to the server's word that it is complete. */
  private static void exchange(SecurityExchange exchange, SaslClient client)
      throws IOException, VncException {
    byte @Nullable [] first =
        client.hasInitialResponse() ? client.evaluateChallenge(new byte[0]) : null;
    byte[] name = client.getMechanismName().getBytes(StandardCharsets.US_ASCII);
    byte[] token = token(first);
    exchange.send(
        ByteBuffer.allocate(4 + name.length + token.length)
            .putInt(name.length)
            .put(name)
            .put(token)
            .array());
    for (int step = 0; ; step++) {
      if (step > MOST_STEPS) {
        throw Breach.protocol("it finds no end of SASL");
      }
      Optional<byte[]> challenge = read(exchange.in());
      boolean complete = complete(exchange.in());
      byte @Nullable [] response = null;
      if (!client.isComplete() && !(complete && challenge.isEmpty())) {
        response = client.evaluateChallenge(challenge.orElse(new byte[0]));
      }
      if (complete) {
        if (!client.isComplete()) {
          throw new SaslException("the server ended the exchange before it had proved itself");
        }
        return;
      }
      exchange.send(token(response));
    }
  }

  private static boolean protect(SecurityExchange exchange, SaslChoice choice, SaslClient client)
      throws SaslException {
    if (!"auth-conf".equals(client.getNegotiatedProperty(Sasl.QOP))) {
      if (choice.encryption() == Encryption.REQUIRED) {
        throw new SaslException("no encryption was agreed on");
      }
      return false;
    }
    exchange.protectAfterResult(
        "SASL " + choice.mechanism(), below -> new SaslTransport(below, client));
    return true;
  }

  /** ANONYMOUS (RFC 4505): a name for the log and nothing to prove. */
  private static void anonymous(SecurityExchange exchange) throws IOException, VncException {
    byte[] name = "ANONYMOUS".getBytes(StandardCharsets.US_ASCII);
    byte[] trace = token("quantix".getBytes(StandardCharsets.US_ASCII));
    exchange.send(
        ByteBuffer.allocate(4 + name.length + trace.length)
            .putInt(name.length)
            .put(name)
            .put(trace)
            .array());
    read(exchange.in());
    if (!complete(exchange.in())) {
      throw Breach.protocol("it goes on after ANONYMOUS has ended");
    }
  }

  /** On the wire no token and an empty one differ. */
  private static byte[] token(byte @Nullable [] bytes) {
    return bytes == null
        ? new byte[4]
        : ByteBuffer.allocate(4 + bytes.length + 1).putInt(bytes.length + 1).put(bytes).array();
  }

  private static Optional<byte[]> read(WireReader in) throws IOException, VncException {
    int length = in.length("the length of a SASL token", Limits.SASL_TOKEN);
    if (length == 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length - 1];
    in.bytes(bytes, 0, bytes.length);
    in.skip(1);
    return Optional.of(bytes);
  }

  private static boolean complete(WireReader in) throws IOException, VncException {
    int complete = in.u8();
    if (complete > 1) {
      throw Breach.protocol("it says " + complete + " where SASL is complete or not");
    }
    return complete == 1;
  }
}
