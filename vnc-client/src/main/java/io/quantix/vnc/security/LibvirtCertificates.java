package io.quantix.vnc.security;

import io.quantix.vnc.VncTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where libvirt and the viewers of its consoles keep certificates (libvirt's docs/kbase/tlscerts
 * and qemu.conf, vnc_tls_x509_cert_dir): a user's before the system's, those for VNC before those
 * for libvirt itself, and those of both kinds in one folder or spread.
 */
public final class LibvirtCertificates {
  private final List<Path> roots;

  private LibvirtCertificates(List<Path> roots) {
    this.roots = roots;
  }

  /** The places of this user and this system. */
  public static LibvirtCertificates standard() {
    return below(
        List.of(Path.of(System.getProperty("user.home", ""), ".pki"), Path.of("/etc/pki")));
  }

  /** Below other folders, the first wins. */
  static LibvirtCertificates below(List<Path> roots) {
    return new LibvirtCertificates(List.copyOf(roots));
  }

  /** What there is of them, put into a trust. */
  public VncTrust in(VncTrust trust) {
    VncTrust found = trust;
    Optional<Path> authority =
        first(
            "libvirt-vnc/cacert.pem",
            "libvirt-vnc/ca-cert.pem",
            "CA/cacert.pem",
            "libvirt/cacert.pem");
    if (authority.isPresent()) {
      found = found.withAuthorities(authority.get());
      Optional<Path> revoked =
          first(
              "libvirt-vnc/cacrl.pem",
              "libvirt-vnc/ca-crl.pem",
              "CA/cacrl.pem",
              "libvirt/cacrl.pem");
      if (revoked.isPresent()) {
        found = found.withRevocations(revoked.get());
      }
    }
    for (Path folder : folders("libvirt-vnc", "libvirt").toList()) {
      Path certificate = folder.resolve("clientcert.pem");
      for (Path key :
          List.of(folder.resolve("private/clientkey.pem"), folder.resolve("clientkey.pem"))) {
        if (Files.isReadable(certificate) && Files.isReadable(key)) {
          return found.withClientCertificate(certificate, key);
        }
      }
    }
    return found;
  }

  private Optional<Path> first(String... names) {
    return folders(names).filter(Files::isReadable).findFirst();
  }

  private Stream<Path> folders(String... names) {
    return roots.stream().flatMap(root -> Stream.of(names).map(root::resolve));
  }
}
