package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConnectionUriTest {
  @Test
  void theDaemonIsAskedForWhatItKnows() throws LibvirtException {
    ConnectionUri uri = ConnectionUri.parse("test+unix:///default?socket=/run/x/sock&a=b");
    assertThat(uri.driver()).isEqualTo("test");
    assertThat(uri.transport()).contains("unix");
    assertThat(uri.socket()).contains(Path.of("/run/x/sock"));
    assertThat(uri.daemonUri()).isEqualTo("test:///default?a=b");
    assertThat(ConnectionUri.parse("qemu:///system").daemonUri()).isEqualTo("qemu:///system");
  }

  @Test
  void aRemoteUriIsTakenApart() throws LibvirtException {
    ConnectionUri uri =
        ConnectionUri.parse(
            "qemu+ssh://some%20one@host_1.example:2222/system?keyfile=%2Fhome%2Fme%2Fa+b&no_verify=1&x=1");
    assertThat(uri.transport()).contains("ssh");
    assertThat(uri.user()).contains("some one");
    assertThat(uri.host()).isEqualTo("host_1.example");
    assertThat(uri.port()).hasValue(2222);
    assertThat(uri.path()).isEqualTo("/system");
    assertThat(uri.parameters()).containsEntry("keyfile", "/home/me/a+b");
    assertThat(uri.isSet("no_verify")).isTrue();
    assertThat(uri.isSet("no_tty")).isFalse();
    assertThat(uri.daemonUri()).isEqualTo("qemu:///system?x=1");
    assertThat(ConnectionUri.parse("qemu+tls://[fe80::1%25eth0]/system").host())
        .startsWith("fe80::1");
    assertThat(ConnectionUri.parse("qemu+ssh://h/system?name=qemu:///session").daemonUri())
        .isEqualTo("qemu:///session");
  }

  @Test
  void thePartThatIsWrongIsNamed() {
    assertThatThrownBy(() -> ConnectionUri.parse("qemu+ssh://host:99999/system"))
        .hasMessageContaining("99999");
    assertThatThrownBy(() -> ConnectionUri.parse("qemu+ssh://a@b@c/system"))
        .hasMessageContaining("a@b@c");
    assertThatThrownBy(() -> ConnectionUri.parse("qemu+://host/system"))
        .hasMessageContaining("qemu+");
  }

  @Test
  void whatIsNoUriSaysWhatWouldBeOne() {
    for (String text : new String[] {"", "nonsense", "a b", "qemu+unix+ssh:///x", "://"}) {
      LibvirtException failure =
          catchThrowableOfType(LibvirtException.class, () -> ConnectionUri.parse(text));
      assertThat(failure.kind()).isEqualTo(LibvirtException.Kind.BAD_URI);
      assertThat(failure.hint()).contains("qemu:///system");
    }
  }

  @Test
  void aTransportThatNobodyKnowsIsNamed() {
    assertThatThrownBy(
            () -> Libvirt.connect("qemu+carrier-pigeon://host/system", ConnectOptions.defaults()))
        .hasMessageContaining("carrier-pigeon");
    assertThatThrownBy(() -> Libvirt.connect("qemu+unix://host/system", ConnectOptions.defaults()))
        .hasMessageContaining("host");
  }

  @Test
  void aMissingSocketSaysWhereAndWhatToDo() {
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class,
            () ->
                Libvirt.connect(
                    "qemu:///system?socket=/nowhere/at/all", ConnectOptions.defaults()));
    assertThat(failure.kind()).isEqualTo(LibvirtException.Kind.NO_DAEMON);
    assertThat(failure).hasMessageContaining("/nowhere/at/all");
    assertThat(failure.hint()).isNotBlank();
  }

  @Test
  void aPathTooLongForASocketIsToldAsSuch() {
    String path = "/" + "x".repeat(200);
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class,
            () -> Libvirt.connect("qemu:///system?socket=" + path, ConnectOptions.defaults()));
    assertThat(failure).hasMessageContaining("107");
  }
}
