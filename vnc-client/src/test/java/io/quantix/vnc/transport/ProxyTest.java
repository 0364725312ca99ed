package io.quantix.vnc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said to proxies, byte by byte, and what they may not answer. */
@Timeout(60)
class ProxyTest {
  private static final TransportOptions OPTIONS =
      TransportOptions.defaults().withTimeout(Duration.ofSeconds(30));

  private static VncTransport open(String scheme, OtherEnd end, String server) throws VncException {
    VncProxy proxy =
        VncProxy.parse(scheme + "://127.0.0.1:" + end.port())
            .withCredentials(_ -> Optional.of(new VncCredential("ada", "pw".toCharArray())));
    return VncAddress.parse(server).open(OPTIONS.withProxy(proxy));
  }

  private static void greets(String scheme, String server, OtherEnd.Part... parts)
      throws Exception {
    try (OtherEnd end = new OtherEnd(parts)) {
      try (VncTransport transport = open(scheme, end, server)) {
        ByteBuffer greeting = ByteBuffer.allocate(3);
        assertThat(transport.read(greeting)).isPositive();
        assertThat((char) greeting.get(0)).isEqualTo('R');
        assertThat(transport.peer()).isEqualTo(VncAddress.parse(server).peer());
      }
      end.await();
    }
  }

  @Test
  void socks5AsksForANameAndProvesWhoWeAre() throws Exception {
    greets(
        "socks5",
        "vnc://far:5901",
        (in, out) -> {
          assertThat(OtherEnd.readHex(in, 4)).isEqualTo("05020002");
          OtherEnd.sendHex(out, "0502");
          assertThat(OtherEnd.readHex(in, 8)).isEqualTo("0103616461027077");
          OtherEnd.sendHex(out, "0100");
          assertThat(OtherEnd.readHex(in, 10)).isEqualTo("0501000303" + "666172" + "170d");
          // What the proxy is bound to is a name, and the server's first bytes come with it.
          OtherEnd.sendHex(out, "05000003 02 6162 1111 524642");
          OtherEnd.silence(in, out);
        });
  }

  @Test
  void socks5AsksForAddresses() throws Exception {
    greets(
        "socks5",
        "vnc://[2001:db8::1]:5901",
        (in, out) -> {
          OtherEnd.readHex(in, 4);
          OtherEnd.sendHex(out, "0500");
          assertThat(OtherEnd.readHex(in, 22))
              .isEqualTo("05010004" + "20010db8000000000000000000000001" + "170d");
          OtherEnd.sendHex(out, "05000004 20010db8000000000000000000000001 1111 52");
          OtherEnd.silence(in, out);
        });
    greets(
        "socks5",
        "vnc://10.0.0.7:5901",
        (in, out) -> {
          OtherEnd.readHex(in, 4);
          OtherEnd.sendHex(out, "0500");
          assertThat(OtherEnd.readHex(in, 10)).isEqualTo("05010001" + "0a000007" + "170d");
          OtherEnd.sendHex(out, "05000001 7f000001 1111 52");
          OtherEnd.silence(in, out);
        });
  }

  @Test
  void socks4aAsksForAName() throws Exception {
    greets(
        "socks4a",
        "vnc://far:5901",
        (in, out) -> {
          assertThat(OtherEnd.readHex(in, 13)).isEqualTo("0401170d00000001" + "00" + "66617200");
          OtherEnd.sendHex(out, "005a 1111 00000000 52");
          OtherEnd.silence(in, out);
        });
    fails("socks4a", "vnc://[::1]:5901", "SOCKS 4 has no IPv6 addresses", OtherEnd::silence);
  }

  @Test
  void httpSaysWhoWeAreOnlyWhenAsked() throws Exception {
    greets(
        "http",
        "vnc://[2001:db8::1]:5901",
        (in, out) -> {
          assertThat(OtherEnd.head(in))
              .isEqualTo("CONNECT [2001:db8::1]:5901 HTTP/1.1\r\nHost: [2001:db8::1]:5901\r\n\r\n");
          OtherEnd.send(
              out, "HTTP/1.1 407 Authenticate\r\nProxy-Authenticate: basic realm=x\r\n\r\nmore");
        },
        (in, out) -> {
          assertThat(OtherEnd.head(in)).contains("Proxy-Authorization: Basic YWRhOnB3\r\n");
          OtherEnd.send(out, "HTTP/1.0 200 Established\r\n\r\nRFB");
          OtherEnd.silence(in, out);
        });
  }

  @Test
  void namesTheProxyThatIsNotThere() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    VncAddress address = VncAddress.parse("vnc://far:5901?proxy=socks5://127.0.0.1:" + unused);
    VncException refused = catchThrowableOfType(VncException.class, () -> address.open(OPTIONS));
    assertThat(refused.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
    assertThat(refused)
        .hasMessage(
            "cannot connect to the SOCKS 5 proxy 127.0.0.1:"
                + unused
                + " on the way to far:5901: the connection was refused");
    VncException socket =
        catchThrowableOfType(
            VncException.class,
            () ->
                VncAddress.parse("vnc+unix:///run/vnc")
                    .open(OPTIONS.withProxy(VncProxy.parse("socks5://127.0.0.1"))));
    assertThat(socket).hasMessageContaining("no proxy leads to a UNIX socket");
  }

  @Test
  void saysWhatTheProxyAnswered() throws Exception {
    fails(
        "socks5",
        "vnc://far:5901",
        "cannot connect to far:5901: the SOCKS 5 proxy 127.0.0.1:PORT answered: the connection was"
            + " refused",
        (in, out) -> {
          OtherEnd.readHex(in, 4);
          OtherEnd.sendHex(out, "0500");
          OtherEnd.readHex(in, 10);
          OtherEnd.sendHex(out, "05050001000000000000");
        });
    fails(
        "socks4a",
        "vnc://far:5901",
        "cannot connect to far:5901: the SOCKS 4a proxy 127.0.0.1:PORT refused or failed",
        (in, out) -> {
          OtherEnd.readHex(in, 13);
          OtherEnd.sendHex(out, "005b000000000000");
        });
    fails(
        "http",
        "vnc://far:5901",
        "cannot connect to far:5901: the HTTP proxy 127.0.0.1:PORT answered 502 Bad Gateway",
        (in, out) -> {
          OtherEnd.head(in);
          OtherEnd.send(out, "HTTP/1.1 502 Bad Gateway\r\n\r\n");
        });
  }

  @Test
  void wrongCredentialsAreTheProxys() throws Exception {
    fails(
        "socks5",
        "vnc://far:5901",
        "the SOCKS 5 proxy 127.0.0.1:PORT does not accept the user or the password",
        (in, out) -> {
          OtherEnd.readHex(in, 4);
          OtherEnd.sendHex(out, "0502");
          OtherEnd.readHex(in, 8);
          OtherEnd.sendHex(out, "0101");
        });
    OtherEnd.Part wants =
        (in, out) -> {
          OtherEnd.head(in);
          OtherEnd.send(out, "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n");
        };
    fails(
        "http",
        "vnc://far:5901",
        "the HTTP proxy 127.0.0.1:PORT does not accept the user or the password",
        wants,
        wants);
    fails(
        "socks5",
        "vnc://far:5901",
        "accepts neither no authentication nor a user",
        (in, out) -> {
          OtherEnd.readHex(in, 4);
          OtherEnd.sendHex(out, "05ff");
        });
  }

  @Test
  void whatIsNoProxyIsFoundOut() throws Exception {
    for (String answer : new String[] {"485454", "0001", "0507", "ff00"}) {
      fails(
          "socks5",
          "vnc://far:5901",
          "it may be no SOCKS 5 proxy",
          (in, out) -> {
            OtherEnd.readHex(in, 4);
            OtherEnd.sendHex(out, answer);
          });
    }
    fails(
        "socks5",
        "vnc://far:5901",
        "an address of an unknown kind",
        (in, out) -> {
          OtherEnd.readHex(in, 4);
          OtherEnd.sendHex(out, "0500");
          OtherEnd.readHex(in, 10);
          OtherEnd.sendHex(out, "05000009");
        });
    fails(
        "socks4a",
        "vnc://far:5901",
        "it may be no such proxy",
        (in, out) -> {
          OtherEnd.readHex(in, 13);
          OtherEnd.sendHex(out, "055a000000000000");
        });
    fails(
        "http",
        "vnc://far:5901",
        "which is not HTTP",
        (in, out) -> {
          OtherEnd.head(in);
          OtherEnd.send(out, "RFB 003.008\n");
        });
    fails(
        "socks5",
        "vnc://far:5901",
        "cannot connect to far:5901 through the SOCKS 5 proxy 127.0.0.1:PORT: the connection was"
            + " closed",
        (in, out) -> OtherEnd.readHex(in, 4));
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    for (String scheme : new String[] {"socks5", "socks4a", "http"}) {
      try (OtherEnd end = new OtherEnd(OtherEnd::silence)) {
        VncProxy proxy = VncProxy.parse(scheme + "://127.0.0.1:" + end.port());
        TransportOptions options = OPTIONS.withProxy(proxy).withTimeout(Duration.ofMillis(200));
        VncException late =
            catchThrowableOfType(
                VncException.class, () -> VncAddress.parse("vnc://far:1").open(options));
        assertThat(late.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
        assertThat(late)
            .hasMessageContaining("proxy 127.0.0.1:" + end.port())
            .hasMessageEndingWith("no answer within 200 ms");
        end.connect();
        end.await();
      }
    }
  }

  private static void fails(String scheme, String server, String why, OtherEnd.Part... parts)
      throws Exception {
    try (OtherEnd end = new OtherEnd(parts)) {
      VncException failure =
          catchThrowableOfType(VncException.class, () -> open(scheme, end, server));
      assertThat(failure).hasMessageContaining(why.replace("PORT", "" + end.port()));
      end.await();
    }
  }
}
