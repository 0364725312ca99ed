package io.quantix.authentication.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hosts a certificate is for. */
class CertificateNamesTest {
  private static CertificateNames names(String... names) {
    return new CertificateNames(List.of(names), List.of(), Optional.of("common.example"));
  }

  private static CertificateNames addresses(String... addresses) {
    return new CertificateNames(List.of(), List.of(addresses), Optional.of("common.example"));
  }

  @Test
  void namesMatchWithoutCaseAndAStarIsOneLabel() {
    assertThat(names("kvm.example").match("KVM.example")).isTrue();
    assertThat(names("kvm.example").match("kvm.example.")).isTrue();
    assertThat(names("kvm.example").match("kvm")).isFalse();
    assertThat(names("*.example.org").match("a.example.org")).isTrue();
    assertThat(names("*.example.org").match("a.b.example.org")).isFalse();
    assertThat(names("*.example.org").match("example.org")).isFalse();
    assertThat(names("*.org").match("example.org")).isFalse();
    assertThat(names("*").match("example")).isFalse();
    assertThat(names("a*.example.org").match("ab.example.org")).isFalse();
  }

  @Test
  void theCommonNameCountsOnlyWithoutOtherNames() {
    assertThat(names("kvm.example").match("common.example")).isFalse();
    assertThat(names().match("common.example")).isTrue();
    // As GnuTLS: an address beside it does not take the common name away.
    assertThat(addresses("192.0.2.1").match("common.example")).isTrue();
  }

  @Test
  void addressesMatchHoweverTheyAreWritten() {
    assertThat(addresses("192.0.2.1").match("192.0.2.1")).isTrue();
    assertThat(addresses("192.0.2.1").match("192.0.2.2")).isFalse();
    assertThat(addresses("2001:db8:0:0:0:0:0:1").match("2001:db8::1")).isTrue();
    assertThat(names("192.0.2.1").match("192.0.2.1")).isFalse();
  }

  @Test
  void theyAreReadFromACertificate(@TempDir Path folder) throws IOException {
    Certificates made = new Certificates(folder, "CA");
    made.sign("many", "common.example", "DNS:a.example,IP:192.0.2.1,IP:2001:db8::1", 2);
    CertificateNames many =
        CertificateNames.of(PemFiles.certificates(folder.resolve("manycert.pem")).getFirst());
    assertThat(many.names()).containsExactly("a.example");
    assertThat(many.match("2001:db8::1")).isTrue();
    assertThat(many.match("192.0.2.1")).isTrue();
    assertThat(many.inWords()).startsWith("a.example, 192.0.2.1, 2001:");
    made.sign("old", "common.example", "", 2);
    CertificateNames old =
        CertificateNames.of(PemFiles.certificates(folder.resolve("oldcert.pem")).getFirst());
    assertThat(old.inWords()).isEqualTo("common.example");
  }
}
