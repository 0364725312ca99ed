package io.quantix.vnc.transport;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Goes to a server through a proxy. */
final class ProxyDialer {
  private static final int UNAUTHORIZED = 401;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final VncProxy proxy;
  private final String host;
  private final int port;
  private final String peer;
  private final Deadline deadline;

  private ProxyDialer(VncProxy proxy, String host, int port, String peer, Deadline deadline) {
    this.proxy = proxy;
    this.host = host;
    this.port = port;
    this.peer = peer;
    this.deadline = deadline;
  }

  /** Connects to a server through a proxy. */
  static VncTransport connect(VncProxy proxy, String host, int port, String peer, Deadline deadline)
      throws VncException {
    ProxyDialer dialer = new ProxyDialer(proxy, host, port, peer, deadline);
    return switch (proxy.kind()) {
      case SOCKS5 -> dialer.open(new Socks5(proxy, host, port, peer)::connect);
      case SOCKS4A -> dialer.open(new Socks4a(proxy, host, port, peer)::connect);
      case HTTP -> dialer.http();
    };
  }

  /** What is said to a proxy before it lets bytes through. */
  @FunctionalInterface
  private interface Greeting {
    void exchange(VncTransport with) throws IOException, VncException;
  }

  private VncTransport open(Greeting greeting) throws VncException {
    SocketChannel channel =
        TcpTransport.channel(
            proxy.host(),
            proxy.port(),
            deadline,
            "cannot connect to " + proxy.named() + " on the way to " + peer);
    VncTransport transport = VncTransport.of(channel, channel, peer);
    return deadline.watch(
        transport,
        "cannot connect to " + peer + " through " + proxy.named(),
        () -> {
          greeting.exchange(transport);
          return transport;
        });
  }

  /** Without who we are first; a proxy that wants to know says so and is called again. */
  private VncTransport http() throws VncException {
    boolean[] asked = {false};
    try {
      return open(with -> connectOverHttp(with, Optional.empty(), asked));
    } catch (VncException e) {
      if (!asked[0]) {
        throw e;
      }
      VncCredential credential = credential(proxy).orElseThrow(() -> e);
      try {
        return open(with -> connectOverHttp(with, Optional.of(credential), asked));
      } finally {
        credential.wipe();
      }
    }
  }

  private void connectOverHttp(
      VncTransport with, Optional<VncCredential> credential, boolean[] asked)
      throws IOException, VncException {
    String target = VncAddress.hostAndPort(host, port);
    StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\n");
    request.append("Host: ").append(target).append("\r\n");
    credential.ifPresent(
        who -> request.append("Proxy-Authorization: ").append(basic(who)).append("\r\n"));
    with.write(HttpHead.bytes(request));
    HttpHead answer = HttpHead.read(with, proxy.named());
    if (answer.status() / 100 == 2) {
      return;
    }
    // Tinyproxy says 401 where a user or password is wrong.
    if (answer.status() == PROXY_AUTHENTICATION_REQUIRED || answer.status() == UNAUTHORIZED) {
      asked[0] =
          answer.all("proxy-authenticate").stream()
              .anyMatch(value -> value.regionMatches(true, 0, "Basic", 0, 5));
      throw refused(proxy, credential.isPresent());
    }
    throw Deadline.unreachable(
        "cannot connect to " + peer,
        proxy.named() + " answered " + answer.statusLine(),
        "The proxy does not reach the server, or does not allow its port.",
        null);
  }

  private static String basic(VncCredential who) {
    byte[] pair = (who.user() + ":" + new String(who.password())).getBytes(StandardCharsets.UTF_8);
    try {
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    } finally {
      Arrays.fill(pair, (byte) 0);
    }
  }

  /** Who we are to a proxy, with the user of its address where the answer names none. */
  static Optional<VncCredential> credential(VncProxy proxy) {
    return proxy
        .credentials()
        .ask(
            new VncCredentials.Request(
                proxy.named(), proxy.kind().title(), proxy.user().isEmpty(), false, false))
        .map(who -> who.user().isEmpty() ? new VncCredential(proxy.user(), who.password()) : who);
  }

  static VncException refused(VncProxy proxy, boolean known) {
    return new VncException(
        VncException.Kind.AUTHENTICATION,
        proxy.named()
            + (known
                ? " does not accept the user or the password"
                : " wants a user and a password"),
        known ? "Check both." : "Give them with the proxy's address.");
  }

  /** Reads so many bytes and no more. */
  static ByteBuffer exactly(VncTransport from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (from.read(bytes) < 0) {
        throw new EOFException("the connection was closed");
      }
    }
    return bytes.flip();
  }
}
