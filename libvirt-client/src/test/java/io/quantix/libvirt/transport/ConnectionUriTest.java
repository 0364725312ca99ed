package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;
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
  void whatIsNoUriSaysWhatWouldBeOne() {
    for (String text : new String[] {"", "nonsense", "a b", "qemu+unix+ssh:///x", "://"}) {
      LibvirtException failure =
          catchThrowableOfType(LibvirtException.class, () -> ConnectionUri.parse(text));
      assertThat(failure.kind()).isEqualTo(LibvirtException.Kind.BAD_URI);
      assertThat(failure.hint()).contains("qemu:///system");
    }
  }

  @Test
  void remoteHostsAndClientSideDriversAreNotPretended() {
    for (String text :
        new String[] {
          "qemu+ssh://host/system", "qemu+tls://host/system", "esx://host/", "test:///default"
        }) {
      LibvirtException failure =
          catchThrowableOfType(
              LibvirtException.class, () -> Libvirt.connect(text, ConnectOptions.defaults()));
      assertThat(failure.kind()).isEqualTo(LibvirtException.Kind.UNSUPPORTED);
    }
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
