package io.quantix.desktop.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.server.ServerForm.Protection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is typed about a VNC server, without a window. */
class ServerFormTest {
  @Test
  void saysWhatIsWrongWhileItIsTyped() {
    ServerForm form = new ServerForm(Optional.empty());
    assertThat(form.isComplete()).isFalse();
    assertThat(form.problemProperty().get()).isEmpty();
    form.addressProperty().set("vnc://server:x");
    assertThat(form.problemProperty().get()).contains("the port \"x\" is no number");
    assertThat(form.isComplete()).isFalse();
    form.addressProperty().set("server:1");
    assertThat(form.isComplete()).isTrue();
    form.proxyProperty().set("ftp://proxy");
    assertThat(form.problemProperty().get()).contains("socks5://");
    form.proxyProperty().set("socks5://proxy");
    form.addressProperty().set("vnc+unix:///run/vnc");
    assertThat(form.problemProperty().get()).contains("no proxy leads to a UNIX socket");
  }

  @Test
  void savesEachPartInItsPlace() {
    ServerForm form = new ServerForm(Optional.empty());
    form.addressProperty().set(" vnc://ada@server:5901?proxy=socks5://proxy ");
    assertThat(form.entry())
        .isEqualTo(
            new ServerEntry(
                "server:5901", "vnc://server:5901", "ada", List.of(), "socks5://proxy:1080"));
    form.nameProperty().set("  Web ");
    form.userProperty().set("grace");
    ServerEntry named = form.entry();
    assertThat(named.name()).isEqualTo("Web");
    assertThat(named.user()).isEqualTo("grace");
    assertThat(new ServerForm(Optional.of(named)).entry()).isEqualTo(named);
  }

  @Test
  void protectionIsAChoiceOfSecurityTypes() {
    ServerForm form = new ServerForm(Optional.empty());
    form.addressProperty().set("server");
    form.protectionProperty().set(Protection.ENCRYPTED);
    assertThat(form.entry().security()).doesNotContain("NONE", "VNC");
    ServerForm again = new ServerForm(Optional.of(form.entry()));
    assertThat(again.entry().security()).isEqualTo(form.entry().security());
  }
}
