package io.quantix.vnc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.transport.VncAddress.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, and what it means. */
class VncAddressTest {
  @ParameterizedTest
  @CsvSource({
    "vnc://server.example.com,                 vnc://server.example.com:5900",
    "vnc://server:5901,                        vnc://server:5901",
    "vnc://server:5901/,                       vnc://server:5901",
    "VNC://ada@server,                         vnc://ada@server:5900",
    "vnc://ada%40work@server,                  vnc://ada%40work@server:5900",
    "vnc://[::1]:5901,                         vnc://[::1]:5901",
    "vnc://[fe80::1%25eth0]:5901,              vnc://[fe80::1%eth0]:5901",
    "server,                                   vnc://server:5900",
    "server:0,                                 vnc://server:5900",
    "server:1,                                 vnc://server:5901",
    "server:5907,                              vnc://server:5907",
    "server::7,                                vnc://server:7",
    "10.0.0.7::5901,                           vnc://10.0.0.7:5901",
    "[::1],                                    vnc://[::1]:5900",
    "[2001:db8::1]:5901,                       vnc://[2001:db8::1]:5901",
    "[2001:db8::1]::5901,                      vnc://[2001:db8::1]:5901",
    "vnc+unix:///run/user/1000/vnc,            vnc+unix:///run/user/1000/vnc",
    "vnc+unix:///run/a%20b,                    vnc+unix:///run/a%20b",
    "ws://server,                              ws://server:80/",
    "wss://server,                             wss://server:443/",
    "wss://server?token=x,                     wss://server:443/?token=x",
    "ws://server:5700/api/console/7/ws,        ws://server:5700/api/console/7/ws",
    "wss://ada@server/websockify?token=a%20b,  wss://ada@server:443/websockify?token=a%20b",
    "bücher.example:2,                         vnc://xn--bcher-kva.example:5902",
  })
  void isReadAndPrinted(String text, String printed) {
    VncAddress address = VncAddress.parse(text);
    assertThat(address).hasToString(printed);
    assertThat(VncAddress.parse(printed)).isEqualTo(address);
    assertThat(VncAddress.looksLikeOne(printed)).isTrue();
  }

  @Test
  void saysItsParts() {
    VncAddress address = VncAddress.parse("wss://ada@server/websockify?token=secret");
    assertThat(address.kind()).isEqualTo(Kind.SECURE_WEB_SOCKET);
    assertThat(address.user()).isEqualTo("ada");
    assertThat(address.host()).isEqualTo("server");
    assertThat(address.port()).isEqualTo(443);
    assertThat(address.path()).isEqualTo("/websockify?token=secret");
    assertThat(address.peer()).isEqualTo("wss://server:443/websockify");
    assertThat(VncAddress.parse("[::1]:5901").peer()).isEqualTo("[::1]:5901");
    assertThat(VncAddress.parse("vnc+unix:///run/vnc").peer()).isEqualTo("/run/vnc");
  }

  @Test
  void namesItsProxy() {
    VncAddress address = VncAddress.parse("vnc://server?proxy=socks5://a%2540b@proxy:1081");
    VncProxy proxy = address.proxy().orElseThrow();
    assertThat(proxy.kind()).isEqualTo(VncProxy.Kind.SOCKS5);
    assertThat(proxy.user()).isEqualTo("a@b");
    assertThat(proxy.host()).isEqualTo("proxy");
    assertThat(proxy.port()).isEqualTo(1081);
    VncAddress again = VncAddress.parse(address.toString());
    assertThat(again).hasToString(address.toString());
    assertThat(again.proxy().orElseThrow().user()).isEqualTo("a@b");
    assertThat(VncProxy.parse("socks4a://[::1]")).hasToString("socks4a://[::1]:1080");
    assertThat(VncProxy.parse("http://proxy/")).hasToString("http://proxy:8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | the address is empty",
        "vnc://                     | has no host",
        "vnc://:5900                | has no host",
        "vnc://server:x             | the port \"x\" is no number",
        "vnc://server:0             | the port 0 is not from 1",
        "vnc://server:70000         | the port 70000 is not from 1",
        "vnc://server/desktop       | has no path, and \"/desktop\" is one",
        "vnc://server?speed=9       | no option \"speed\"",
        "vnc://server?proxy=ftp://x | does not begin with socks5://",
        "vnc://server?proxy=socks5:// | the proxy's address has no host",
        "vnc://ada:secret@server    | has a password in it",
        "vnc://ser ver              | characters that no name has",
        "vnc://a%zz@server          | has a % without two digits",
        "vnc://2001:db8::1          | an IPv6 address stands in brackets",
        "[::1                       | a [ without its ]",
        "[::1]x                     | after the ] stands \"x\"",
        "[zz::1]:1                  | \"zz::1\" is no IPv6 address",
        "server:x                   | the port \"x\" is no number",
        "server::0                  | the port 0 is not from 1",
        "http://server              | \"http://\" is no scheme of a VNC address",
        "vnc+unix://run/vnc         | does not begin with /",
        "vnc+unix:///run/%00        | a zero character",
        "ws://server/a b            | has spaces or characters beyond ASCII",
        "ws://server/#top           | no part after a #",
        "wss://ada:secret@server/   | has a password in it",
      })
  void namesThePartThatIsWrong(String text, String why) {
    assertThatThrownBy(() -> VncAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("right is ")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web", "quantix-lab-web", "vm.with.dots", "http://x", "name with:1", "a:b:c"})
  void aNameIsNoAddress(String name) {
    assertThat(VncAddress.looksLikeOne(name)).isFalse();
  }

  @Test
  void takesNoHeaderThatWouldEndTheRequest() {
    TransportOptions options = TransportOptions.defaults();
    assertThatThrownBy(() -> options.withHeader("X-Token", "abc\r\nHost: elsewhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("abc");
    assertThatThrownBy(() -> options.withHeader("X Token", "abc"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(options.withHeader("Authorization", "Bearer abc").toString())
        .contains("Authorization")
        .doesNotContain("abc");
  }
}
