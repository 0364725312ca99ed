package io.quantix.vnc.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where libvirt's certificates are looked for. */
class LibvirtCertificatesTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private VncTrust found() {
    return LibvirtCertificates.below(List.of(folder.resolve("user"), folder.resolve("system")))
        .in(VncTrust.defaults());
  }

  @Test
  void withNoneOfThemTheDefaultsStay() {
    assertThat(found().authorities()).isEmpty();
    assertThat(found().own()).isEmpty();
  }

  @Test
  void theUsersWinAndThoseForVnc() throws IOException {
    Path system = file("system/CA/cacert.pem");
    file("system/libvirt/clientcert.pem");
    Path key = file("system/libvirt/private/clientkey.pem");
    assertThat(found().authorities()).contains(system);
    assertThat(found().own()).hasValueSatisfying(own -> assertThat(own.key()).isEqualTo(key));
    Path vnc = file("system/libvirt-vnc/ca-cert.pem");
    assertThat(found().authorities()).contains(vnc);
    Path user = file("user/CA/cacert.pem");
    Path revoked = file("user/CA/cacrl.pem");
    Path certificate = file("user/libvirt-vnc/clientcert.pem");
    assertThat(found().own())
        .as("a certificate without its key does not count")
        .hasValueSatisfying(own -> assertThat(own.key()).isEqualTo(key));
    file("user/libvirt-vnc/clientkey.pem");
    assertThat(found().authorities()).contains(user);
    assertThat(found().revocations()).contains(revoked);
    assertThat(found().own())
        .hasValueSatisfying(own -> assertThat(own.certificate()).isEqualTo(certificate));
  }
}
