package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** GnuTLS's priority strings, as far as Java can obey them. */
class TlsPriorityTest {
  private static SSLParameters usual() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    return context.getDefaultSSLParameters();
  }

  private static SSLParameters of(String priority) throws Exception {
    SSLParameters parameters = usual();
    TlsPriority.apply(Optional.of(priority), parameters, "qemu+tls://h/system");
    return parameters;
  }

  @Test
  void versionsAreThoseThatAreAllowed() throws Exception {
    assertThat(of("NORMAL").getProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    assertThat(of("@LIBVIRT,SYSTEM:-VERS-TLS1.0:-VERS-TLS1.1").getProtocols()).hasSize(2);
    assertThat(of("NORMAL:-VERS-ALL:+VERS-TLS1.2").getProtocols()).containsExactly("TLSv1.2");
    assertThat(of("NORMAL:-VERS-TLS1.2").getProtocols()).containsExactly("TLSv1.3");
  }

  @Test
  void ciphersAreThoseThatAreAllowed() throws Exception {
    assertThat(of("NORMAL").getCipherSuites()).isEqualTo(usual().getCipherSuites());
    assertThat(of("SECURE256").getCipherSuites())
        .isNotEmpty()
        .noneMatch(suite -> suite.contains("AES_128"));
    assertThat(of("PFS").getCipherSuites())
        .isNotEmpty()
        .noneMatch(suite -> suite.startsWith("TLS_RSA_"));
    assertThat(of("NORMAL:-AES-128-CBC:!AES-256-CBC").getCipherSuites())
        .isNotEmpty()
        .noneMatch(suite -> suite.contains("_CBC"));
  }

  @Test
  void whatCannotBeObeyedIsNamed() {
    for (String word :
        List.of("%COMPAT", "+VERS-TLS1.0", "+ARCFOUR-128", "-SIGN-RSA-SHA256", "-", "")) {
      LibvirtException failure =
          catchThrowableOfType(LibvirtException.class, () -> of("NORMAL:" + word));
      assertThat(failure.kind()).isEqualTo(Kind.BAD_URI);
      assertThat(failure)
          .hasMessageContaining("qemu+tls://h/system")
          .hasMessageContaining("tls_priority=NORMAL:" + word + ",")
          .hasMessageContaining("'" + word + "'");
      assertThat(failure.hint()).contains("Leave tls_priority away");
    }
    assertThat(catchThrowableOfType(LibvirtException.class, () -> of("LEGACY")))
        .hasMessageContaining("'LEGACY'");
    assertThat(catchThrowableOfType(LibvirtException.class, () -> of("NORMAL:-VERS-ALL")))
        .hasMessageContaining("nothing is left");
  }
}
