package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which mechanism is taken of those that a daemon offers. */
class SaslMechanismTest {
  private static SaslMechanism chosen(String offered, String wanted, boolean confidential)
      throws LibvirtException {
    return SaslMechanism.choose(
        offered, Optional.of(wanted).filter(name -> !name.isEmpty()), confidential, "a host");
  }

  @Test
  void theStrongestIsTaken() throws LibvirtException {
    assertThat(chosen("PLAIN,DIGEST-MD5,SCRAM-SHA-256", "", true))
        .isEqualTo(SaslMechanism.SCRAM_SHA_256);
    assertThat(chosen("plain digest-md5", "", true)).isEqualTo(SaslMechanism.DIGEST_MD5);
    assertThat(chosen("GSSAPI,PLAIN", "", true)).isEqualTo(SaslMechanism.PLAIN);
    assertThat(chosen("DIGEST-MD5,SCRAM-SHA-256", "digest-md5", true))
        .isEqualTo(SaslMechanism.DIGEST_MD5);
  }

  @Test
  void overBareTcpOnlyWhatEncryptsIs() throws LibvirtException {
    assertThat(chosen("PLAIN,DIGEST-MD5,SCRAM-SHA-256", "", false))
        .isEqualTo(SaslMechanism.DIGEST_MD5);
    LibvirtException plain =
        catchThrowableOfType(LibvirtException.class, () -> chosen("PLAIN", "", false));
    assertThat(plain.kind()).isEqualTo(Kind.DENIED);
    assertThat(plain).hasMessageContaining("PLAIN, which does not encrypt");
    assertThat(plain.hint()).contains("qemu+tls://");
    assertThat(
            catchThrowableOfType(
                LibvirtException.class, () -> chosen("PLAIN,DIGEST-MD5", "plain", false)))
        .hasMessageContaining("does not encrypt");
  }

  @Test
  void whatIsNotKnownIsNamed() {
    LibvirtException failure =
        catchThrowableOfType(LibvirtException.class, () -> chosen("GSSAPI", "", true));
    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure).hasMessageContaining("GSSAPI").hasMessageContaining("SCRAM-SHA-256");
    assertThat(failure.hint()).isNotBlank();
  }
}
