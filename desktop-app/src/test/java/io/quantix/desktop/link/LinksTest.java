package io.quantix.desktop.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger's link or file may say, and what it may not. */
class LinksTest {
  @TempDir Path folder;

  private Path file(String... lines) throws Exception {
    List<String> all = new ArrayList<>(List.of("# made by a test", "[virt-viewer]"));
    all.addAll(List.of(lines));
    return Files.write(folder.resolve("console.vv"), all);
  }

  private static Link.Server server(String link) throws LinkException {
    return (Link.Server) Links.parse(link);
  }

  @ParameterizedTest
  @CsvSource({
    "vnc://server:5901,                          vnc://server:5901",
    "quantix://vnc/server:5901,                  vnc://server:5901",
    "quantix://vnc/ada@[::1]:5901,               vnc://ada@[::1]:5901",
    "wss://server/websockify?token=x,            wss://server:443/websockify?token=x",
    "vnc+unix:///run/vnc,                        vnc+unix:///run/vnc",
  })
  void leadsToAServer(String link, String address) throws Exception {
    assertThat(Links.looksLikeOne(link)).isTrue();
    Link.Server server = server(link);
    assertThat(server.address()).hasToString(address);
    assertThat(server.password()).isEmpty();
    assertThat(server.authorities()).isEmpty();
  }

  @Test
  void aProxyIsToldBeforeItIsUsed() throws Exception {
    assertThat(server("vnc://server?proxy=socks5://elsewhere:1080").where())
        .isEqualTo("server:5900 through socks5://elsewhere:1080");
  }

  @ParameterizedTest
  @CsvSource({
    "quantix://console?connect=qemu:///system&vm=web,                       qemu:///system, web",
    "quantix://console?vm=a%20b&connect=qemu%2Bssh%3A%2F%2Fada%40host%2Fsystem,"
        + " qemu+ssh://ada@host/system, a b",
    "quantix://console/?connect=qemu%2Btls://host:16514/system&vm=web,"
        + " qemu+tls://host:16514/system, web",
    "quantix://console?connect=qemu+ssh://host/system&vm=web,  qemu+ssh://host/system, web",
  })
  void leadsToAVm(String link, String connect, String vm) throws Exception {
    assertThat(Links.parse(link)).isEqualTo(new Link.Vm(connect, vm));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qemu+ssh://host/system?command=/tmp/evil",
        "qemu+ssh://host/system?netcat=/tmp/evil",
        "qemu+ssh://host/system?keyfile=/etc/passwd",
        "qemu+ssh://host/system?no_verify=1",
        "qemu+ext://host/system",
        "qemu+libssh2://host/system",
        "qemu+ssh://ada:secret@host/system",
        "qemu+ssh://-oProxyCommand=evil@host/system#",
        "file:///etc/passwd ",
        "",
        "qemu",
      })
  void aLinkNamesNoHostWithOptions(String connect) {
    String link =
        "quantix://console?vm=web&connect="
            + java.net.URLEncoder.encode(connect, java.nio.charset.StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Links.parse(link))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("is not one that a link may name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantix://run?command=x                       | no link quantix://run",
        "quantix://console?connect=qemu:///system      | names no machine",
        "quantix://console?vm=a&connect=x:///y&exec=ls | no option “exec”",
        "quantix://console?vm=%zz                      | no option “vm=%zz”",
        "quantix://vnc/server:x                        | the port \"x\" is no number",
        "vnc://ada:secret@server                       | has a password in it",
        "nowhere.vv                                    | neither a link nor a .vv file",
      })
  void saysWhatIsWrong(String link, String why) {
    assertThatThrownBy(() -> Links.parse(link))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("secret");
  }

  @Test
  void readsAFileAsVirtViewerDoes() throws Exception {
    Path file =
        file(
            "type=vnc",
            "host=server.example.com",
            "port=5907",
            "password=one\\stime",
            "username=ada",
            "title=Web\\nserver",
            "fullscreen=1",
            "proxy=http://proxy:3128",
            "ca=-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----\\n",
            "secure-channels=main;inputs",
            "delete-this-file=1",
            "[ovirt]",
            "host=elsewhere");
    Link.Server server = server(file.toString());
    assertThat(server.address()).hasToString("vnc://ada@server.example.com:5907");
    assertThat(new String(server.password().orElseThrow())).isEqualTo("one time");
    assertThat(server.title()).isEqualTo("Webserver");
    assertThat(server.fullScreen()).isTrue();
    assertThat(server.proxy().orElseThrow()).hasToString("http://proxy:3128");
    assertThat(server.authorities().orElseThrow())
        .hasContent("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----");
    assertThat(server.toString()).doesNotContain("one time");
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileStaysUnlessItSaysOtherwise() throws Exception {
    Path file = file("type=vnc", "host=::1", "tls-port=5901");
    assertThat(server(file.toString()).address()).hasToString("vnc://[::1]:5901");
    assertThat(server(file.toUri().toString()).address()).hasToString("vnc://[::1]:5901");
    assertThat(file).exists();
  }

  @Test
  void saysWhyAFileIsOfNoUse() throws Exception {
    LinkException spice =
        catchThrowableOfType(
            LinkException.class,
            () -> Links.parse(file("type=spice", "host=server", "delete-this-file=1").toString()));
    assertThat(spice).hasMessageContaining("a screen of type spice");
    assertThat(spice.hint()).contains("virt-viewer");
    assertThat(folder.resolve("console.vv")).exists();
    assertThatThrownBy(() -> Links.parse(file("type=vnc", "host=a b").toString()))
        .hasMessageContaining("characters that no name has");
    assertThatThrownBy(() -> Links.parse(file("type=vnc").toString()))
        .hasMessageContaining("has no host");
    Path other = Files.writeString(folder.resolve("other.vv"), "hello");
    assertThatThrownBy(() -> Links.parse(other.toString()))
        .hasMessageContaining("is no connection file");
  }

  @Test
  void aLinkIsHandedToTheWindowThatRuns() throws Exception {
    Path socket = folder.resolve("run").resolve("window.sock");
    assertThat(RunningWindow.handOver(socket, "vnc://a")).isFalse();
    BlockingQueue<String> opened = new LinkedBlockingQueue<>();
    try (RunningWindow window = RunningWindow.listen(socket, opened::add).orElseThrow()) {
      assertThat(window).isNotNull();
      assertThat(RunningWindow.handOver(socket, "vnc://bücher")).isTrue();
      assertThat(opened.poll(60, TimeUnit.SECONDS)).isEqualTo("vnc://bücher");
      // A second one leaves the first alone.
      assertThat(RunningWindow.listen(socket, opened::add)).isEmpty();
      assertThat(RunningWindow.handOver(socket, "x".repeat(10_000))).isFalse();
      assertThat(RunningWindow.handOver(socket, "vnc://b")).isTrue();
      assertThat(opened.poll(60, TimeUnit.SECONDS)).isEqualTo("vnc://b");
      assertThat(Files.getPosixFilePermissions(socket.getParent())).hasSize(3);
    }
    assertThat(RunningWindow.handOver(socket, "vnc://a")).isFalse();
    assertThat(socket).doesNotExist();
    // What a window left that was killed is in nobody's way.
    Files.createFile(socket);
    try (RunningWindow next = RunningWindow.listen(socket, opened::add).orElseThrow()) {
      assertThat(next).isNotNull();
      assertThat(RunningWindow.handOver(socket, "vnc://c")).isTrue();
    }
  }
}
