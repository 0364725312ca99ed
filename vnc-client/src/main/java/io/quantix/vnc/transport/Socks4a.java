package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SOCKS 4a: the proxy resolves the name, and there are no passwords. */
record Socks4a(VncProxy proxy, String host, int port, String peer) {
  private static final int GRANTED = 90;
  private static final int NO_IDENT = 92;
  private static final int OTHER_IDENT = 93;

  void connect(VncTransport with) throws IOException, VncException {
    if (host.contains(":")) {
      throw Deadline.unreachable(
          "cannot connect to " + peer,
          "SOCKS 4 has no IPv6 addresses",
          "Use the server's name, or SOCKS 5.",
          null);
    }
    byte[] user = proxy.user().getBytes(StandardCharsets.UTF_8);
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(10 + user.length + name.length);
    request.put((byte) 4).put((byte) 1).putShort((short) port);
    if (Socks5.IPV4.matcher(host).matches()) {
      request.put(InetAddress.getByName(host).getAddress()).put(user).put((byte) 0);
    } else {
      // An address that cannot be says that a name follows.
      request.putInt(1).put(user).put((byte) 0).put(name).put((byte) 0);
    }
    with.write(request.flip());
    ByteBuffer reply = ProxyDialer.exactly(with, 8);
    if (reply.get() != 0) {
      throw Breach.protocol(proxy.named() + " sent no answer of SOCKS 4: it may be no such proxy");
    }
    int result = reply.get() & 0xff;
    if (result != GRANTED) {
      throw Deadline.unreachable(
          "cannot connect to " + peer,
          proxy.named()
              + (result == NO_IDENT || result == OTHER_IDENT
                  ? " does not accept the user"
                  : " refused or failed"),
          "Check the server's address as the proxy sees it, and the proxy's rules.",
          null);
    }
  }
}
