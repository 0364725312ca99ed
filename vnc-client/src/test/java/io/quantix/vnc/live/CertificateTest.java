package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.authentication.certificate.PemFiles;
import io.quantix.lab.Certificates;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncException.Kind;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said about each kind of wrong certificate that a real QEMU shows, and that no password
 * goes to it unless somebody takes it as it is.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CertificateTest {
  private static final String NAMES = "IP:127.0.0.1,DNS:localhost";

  @TempDir static Path pki;
  private static Certificates authority;

  private final List<VncTrust.Identity> shown = new ArrayList<>();
  private final AtomicBoolean passwordAsked = new AtomicBoolean();

  @BeforeAll
  static void anAuthority() {
    authority = new Certificates(pki, "Quantix Lab CA");
  }

  private SecureQemu qemu(Certificates from, String name) throws Exception {
    Path folder =
        from.copy(
            ChildProcess.newFolder(),
            "cacert.pem",
            "ca-cert.pem",
            name + "cert.pem",
            "server-cert.pem",
            name + "key.pem",
            "server-key.pem");
    return new SecureQemu(
        folder,
        ",tls-creds=tls0,password=on",
        "-object",
        "tls-creds-x509,id=tls0,dir=@,endpoint=server,verify-peer=off,sanity-check=off");
  }

  private VncOptions options(boolean accepts) {
    return VncOptions.builder()
        .trust(
            VncTrust.defaults()
                .withAuthorities(pki.resolve("cacert.pem"))
                .withUnknown(identity -> {
                  assertThat(passwordAsked).isFalse();
                  shown.add(identity);
                  return accepts;
                }))
        .credentials(request -> {
          passwordAsked.set(true);
          assertThat(request.encrypted()).isTrue();
          assertThat(request.verified()).isTrue();
          return Optional.of(VncCredential.password(SecureQemu.PASSWORD.toCharArray()));
        })
        .build();
  }

  private VncException refused(SecureQemu qemu, VncOptions options) {
    VncException refused =
        catchThrowableOfType(
            VncException.class, () -> VncSession.open(qemu.connect(), options, new Watcher()));
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.UNTRUSTED);
    assertThat(passwordAsked).isFalse();
    return refused;
  }

  @Test
  void anotherAuthoritysIsRefused() throws Exception {
    Certificates other = new Certificates(pki.resolve("other"), "Somebody Else's CA");
    other.sign("server", "localhost", NAMES, 2);
    try (SecureQemu qemu = qemu(other, "server")) {
      assertThat(refused(qemu, options(false)))
          .hasMessageEndingWith(
              ": the certificate of 127.0.0.1 is signed by 'CN=Somebody Else's CA', whom "
                  + pki.resolve("cacert.pem")
                  + " does not know (it has 'CN=Quantix Lab CA')");
      VncOptions java = options(false).toBuilder().trust(VncTrust.defaults()).build();
      assertThat(refused(qemu, java))
          .hasMessageEndingWith("whom none of Java's own authorities vouches for");
    }
  }

  @Test
  void oneThatIsSignedByItselfIsAskedAboutWithItsFingerprint() throws Exception {
    authority.selfSigned("itself", "localhost", NAMES);
    try (SecureQemu qemu = qemu(authority, "itself")) {
      assertThat(refused(qemu, options(false)))
          .hasMessageEndingWith(
              ": the certificate of 127.0.0.1 is signed by itself: nobody vouches for it");
      byte[] certificate =
          PemFiles.certificates(pki.resolve("itselfcert.pem")).getFirst().getEncoded();
      assertThat(shown)
          .singleElement()
          .satisfies(identity -> {
            assertThat(identity.kind()).isEqualTo("certificate");
            assertThat(identity.subject()).isEqualTo("CN=localhost");
            assertThat(identity.issuer()).isEqualTo("CN=localhost");
            assertThat(identity.problem())
                .isEqualTo(
                    "the certificate of 127.0.0.1 is signed by itself: nobody vouches for it");
            assertThat(identity.fingerprint())
                .isEqualTo(
                    HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
          });
      Watcher watcher = new Watcher();
      try (VncSession session = VncSession.open(qemu.connect(), options(true), watcher)) {
        assertThat(session.statistics().security()).isEqualTo("VeNCrypt X509Vnc");
      }
      VncOptions pinned =
          options(false).toBuilder()
              .trust(VncTrust.defaults().withAuthorities(pki.resolve("itselfcert.pem")))
              .build();
      VncSession.open(qemu.connect(), pinned, watcher).close();
    }
  }

  @Test
  void thePersonsTimeIsNotTheServers() throws Exception {
    authority.selfSigned("slow", "localhost", NAMES);
    try (SecureQemu qemu = qemu(authority, "slow")) {
      VncOptions slow =
          options(true).toBuilder()
              .handshakeTimeout(Duration.ofSeconds(8))
              .trust(
                  VncTrust.defaults()
                      .withUnknown(_ -> {
                        try {
                          Thread.sleep(8200);
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                        return true;
                      }))
              .build();
      VncSession.open(qemu.connect(), slow, new Watcher()).close();
    }
  }

  @Test
  void oneThatIsNotValidNowIsRefused() throws Exception {
    Instant now = Instant.now();
    authority.signBetween(
        "expired",
        "localhost",
        NAMES,
        Instant.parse("2020-01-01T00:00:00Z"),
        Instant.parse("2021-01-01T00:00:00Z"));
    try (SecureQemu qemu = qemu(authority, "expired")) {
      assertThat(refused(qemu, options(false)))
          .hasMessageContaining(
              ": the certificate of 127.0.0.1 expired on 2021-01-01T00:00:00Z, and the clock of"
                  + " this machine says ")
          .hasMessageNotContaining("; and");
    }
    authority.signBetween(
        "early", "localhost", NAMES, now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
    try (SecureQemu qemu = qemu(authority, "early")) {
      assertThat(refused(qemu, options(false)))
          .hasMessageContaining(": the certificate of 127.0.0.1 is valid only from ")
          .hasMessageNotContaining("; and");
      assertThat(refused(qemu, options(false)).hint()).contains("clock");
    }
  }

  @Test
  void oneForAnotherHostIsRefused() throws Exception {
    authority.sign("elsewhere", "kvm.example", "DNS:kvm.example", 2);
    try (SecureQemu qemu = qemu(authority, "elsewhere")) {
      assertThat(refused(qemu, options(false)))
          .hasMessageEndingWith(
              ": the certificate that 127.0.0.1 shows is not for 127.0.0.1 but for kvm.example");
      VncOptions right = options(false);
      VncSession.open(
              qemu.connect(),
              right.toBuilder().trust(right.trust().withHost("kvm.example")).build(),
              new Watcher())
          .close();
    }
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() throws Exception {
    authority.selfSigned("both", "kvm.example", "DNS:kvm.example");
    try (SecureQemu qemu = qemu(authority, "both")) {
      assertThat(refused(qemu, options(false)))
          .hasMessageEndingWith(
              ": the certificate of 127.0.0.1 is signed by itself: nobody vouches for it; and the"
                  + " certificate that 127.0.0.1 shows is not for 127.0.0.1 but for kvm.example");
    }
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws Exception {
    authority.sign("good", "localhost", NAMES, 2);
    Path none = pki.resolve("none.pem");
    Path empty = Files.writeString(pki.resolve("empty.pem"), "nothing");
    try (SecureQemu qemu = qemu(authority, "good")) {
      VncOptions options = options(false);
      assertThat(
              refused(
                  qemu,
                  options.toBuilder().trust(VncTrust.defaults().withAuthorities(none)).build()))
          .hasMessageEndingWith(
              "the CA certificate " + none + " cannot be read: there is no such file");
      assertThat(
              refused(
                  qemu,
                  options.toBuilder().trust(VncTrust.defaults().withAuthorities(empty)).build()))
          .hasMessageContaining("there is no certificate in it");
    }
  }
}
