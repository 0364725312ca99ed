package io.quantix.vnc.transport;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** SOCKS 5 (RFC 1928) with user and password (RFC 1929). */
record Socks5(VncProxy proxy, String host, int port, String peer) {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int NOTHING_ACCEPTABLE = 0xff;
  private static final int LONGEST = 255;
  static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  void connect(VncTransport with) throws IOException, VncException {
    with.write(ByteBuffer.wrap(new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD}));
    ByteBuffer method = ProxyDialer.exactly(with, 2);
    check(method.get() == VERSION, "a version that is not 5");
    switch (method.get() & 0xff) {
      case NO_AUTHENTICATION -> {
        // It lets everybody in.
      }
      case USER_AND_PASSWORD -> authenticate(with);
      case NOTHING_ACCEPTABLE ->
          throw new VncException(
              VncException.Kind.AUTHENTICATION,
              proxy.named() + " accepts neither no authentication nor a user with a password",
              "It may want Kerberos, which Quantix does not do with proxies.");
      default -> check(false, "a way to authenticate that was not offered");
    }
    with.write(request());
    ByteBuffer reply = ProxyDialer.exactly(with, 4);
    check(reply.get() == VERSION, "a version that is not 5");
    int result = reply.get() & 0xff;
    if (result != 0) {
      throw Deadline.unreachable(
          "cannot connect to " + peer,
          proxy.named() + " answered: " + words(result),
          "Check the server's address as the proxy sees it.",
          null);
    }
    // Where the proxy connects from is of no use, but stands before the server's first byte.
    int address =
        switch (reply.get(3)) {
          case 1 -> 4;
          case 4 -> 16;
          case 3 -> ProxyDialer.exactly(with, 1).get() & 0xff;
          default -> throw unlike("an address of an unknown kind");
        };
    ProxyDialer.exactly(with, address + 2);
  }

  private void authenticate(VncTransport with) throws IOException, VncException {
    VncCredential who =
        ProxyDialer.credential(proxy).orElseThrow(() -> ProxyDialer.refused(proxy, false));
    byte[] user = who.user().getBytes(StandardCharsets.UTF_8);
    ByteBuffer password = utf8(who.password());
    ByteBuffer message = ByteBuffer.allocate(3 + 2 * LONGEST);
    try {
      if (user.length == 0 || user.length > LONGEST || password.remaining() > LONGEST) {
        throw new VncException(
            VncException.Kind.AUTHENTICATION,
            "the user or the password is empty or too long for " + proxy.named(),
            "SOCKS takes from 1 to " + LONGEST + " bytes of each.");
      }
      message.put((byte) 1).put((byte) user.length).put(user);
      message.put((byte) password.remaining()).put(password);
      with.write(message.flip());
    } finally {
      who.wipe();
      wipe(password);
      wipe(message);
    }
    if (ProxyDialer.exactly(with, 2).get(1) != 0) {
      throw ProxyDialer.refused(proxy, true);
    }
  }

  private static void wipe(ByteBuffer secret) {
    secret.clear();
    while (secret.hasRemaining()) {
      secret.put((byte) 0);
    }
  }

  private static ByteBuffer utf8(char[] text) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * text.length);
    CoderResult _ =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .encode(CharBuffer.wrap(text), bytes, true);
    return bytes.flip();
  }

  private ByteBuffer request() throws IOException, VncException {
    ByteBuffer request = ByteBuffer.allocate(7 + LONGEST);
    request.put((byte) VERSION).put((byte) 1).put((byte) 0);
    if (host.contains(":") || IPV4.matcher(host).matches()) {
      InetAddress literal = InetAddress.getByName(host);
      request.put((byte) (literal instanceof Inet6Address ? 4 : 1)).put(literal.getAddress());
    } else {
      byte[] name = host.getBytes(StandardCharsets.US_ASCII);
      if (name.length > LONGEST) {
        throw Deadline.unreachable("cannot connect to " + peer, "its name is too long", "", null);
      }
      request.put((byte) 3).put((byte) name.length).put(name);
    }
    return request.putShort((short) port).flip();
  }

  private void check(boolean right, String what) throws VncException {
    if (!right) {
      throw unlike(what);
    }
  }

  private VncException unlike(String what) {
    return Breach.protocol(proxy.named() + " sent " + what + ": it may be no SOCKS 5 proxy");
  }

  private static String words(int reply) {
    return switch (reply) {
      case 1 -> "general failure";
      case 2 -> "its rules do not allow it";
      case 3 -> "the network is unreachable";
      case 4 -> "the host is unreachable";
      case 5 -> "the connection was refused";
      case 6 -> "the server did not answer in time";
      case 7 -> "it cannot connect";
      case 8 -> "it does not know this kind of address";
      default -> "error " + reply;
    };
  }
}
