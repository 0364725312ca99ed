package io.quantix.vnc.live;

import static io.quantix.vnc.live.SecureQemu.PASSWORD;
import static io.quantix.vnc.live.SecureQemu.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.Certificates;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncException.Kind;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncStatistics;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What QEMU's server can ask for, and what goes wrong with it, with real QEMUs. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class QemuSecurityTest {
  private static final String ANONYMOUS = "tls-creds-anon,id=tls0,endpoint=server";

  @TempDir static Path pki;
  private static Certificates authority;

  @BeforeAll
  static void certificates() {
    authority = new Certificates(pki, "Quantix Lab CA");
    authority.sign("server", "localhost", "IP:127.0.0.1,DNS:localhost", 2);
    authority.sign("client", "quantix-lab-viewer", "", 2);
  }

  private static String certified(String more) {
    return "tls-creds-x509,id=tls0,dir=@,endpoint=server,verify-peer=off,sanity-check=off" + more;
  }

  private static Path with(Path folder, Certificates from, String name) {
    return from.copy(
        folder,
        "cacert.pem",
        "ca-cert.pem",
        name + "cert.pem",
        "server-cert.pem",
        name + "key.pem",
        "server-key.pem");
  }

  private static VncOptions options(String password) {
    return VncOptions.builder()
        .trust(VncTrust.defaults().withAuthorities(pki.resolve("cacert.pem")))
        .credentials(request ->
            Optional.of(
                request.wantsUser()
                    ? new VncCredential(USER, password.toCharArray())
                    : VncCredential.password(password.toCharArray())))
        .build();
  }

  private static VncStatistics session(SecureQemu qemu, VncOptions options) throws Exception {
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(qemu.connect(), options, watcher)) {
      watcher.await("a frame", () -> watcher.frames() > 0);
      int seen = watcher.frames();
      session.requestFullUpdate();
      watcher.await("another frame", () -> watcher.frames() > seen);
      return session.statistics();
    }
  }

  private static VncException failure(SecureQemu qemu, VncOptions options) {
    return catchThrowableOfType(
        VncException.class, () -> VncSession.open(qemu.connect(), options, new Watcher()).close());
  }

  @ParameterizedTest
  @CsvSource({
    "'',VeNCrypt X509None,TLSv1.3 TLS_",
    "',password=on',VeNCrypt X509Vnc,TLSv1.3 TLS_",
  })
  void isProtectedByACertificate(String asked, String security, String encryption)
      throws Exception {
    Path folder = with(ChildProcess.newFolder(), authority, "server");
    try (SecureQemu qemu =
        new SecureQemu(folder, ",tls-creds=tls0" + asked, "-object", certified(""))) {
      VncStatistics agreed = session(qemu, options(PASSWORD));
      assertThat(agreed.security()).isEqualTo(security);
      assertThat(agreed.encryption()).startsWith(encryption);
      if (!asked.isEmpty()) {
        VncException wrong = failure(qemu, options("wrong"));
        assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(wrong)
            .hasMessageContaining("refused the password (VeNCrypt X509Vnc): Authentication failed");
      }
    }
  }

  @Test
  void speaksTls12Too() throws Exception {
    Path folder = with(ChildProcess.newFolder(), authority, "server");
    try (SecureQemu qemu =
        new SecureQemu(
            folder,
            ",tls-creds=tls0",
            "-object",
            certified(",priority=NORMAL:-VERS-ALL:+VERS-TLS1.2"))) {
      assertThat(session(qemu, options("")).encryption()).startsWith("TLSv1.2 TLS_ECDHE_");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scram-sha-256 scram-sha-1 digest-md5 plain,SCRAM-SHA-256",
    "scram-sha-1 digest-md5,SCRAM-SHA-1",
    "digest-md5 plain,DIGEST-MD5",
    "plain,PLAIN"
  })
  void provesByASaslMechanismWithinTls(String mechanisms, String chosen) throws Exception {
    Path folder = with(SecureQemu.withSasl(mechanisms), authority, "server");
    try (SecureQemu qemu =
        new SecureQemu(folder, ",tls-creds=tls0,sasl=on", "-object", certified(""))) {
      VncStatistics agreed = session(qemu, options(PASSWORD));
      assertThat(agreed.security()).isEqualTo("VeNCrypt X509SASL " + chosen);
      assertThat(agreed.encryption()).startsWith("TLSv1.3");
      VncException wrong = failure(qemu, options("wrong"));
      assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(wrong)
          .hasMessageContaining(
              "closed the connection instead of accepting the user quantix-lab and the password ("
                  + chosen
                  + ")");
    }
  }

  @Test
  void encryptsBySaslOverBareTcp() throws Exception {
    Path folder = SecureQemu.withSasl("scram-sha-256 digest-md5 plain");
    try (SecureQemu qemu = new SecureQemu(folder, ",sasl=on")) {
      VncStatistics agreed = session(qemu, options(PASSWORD));
      assertThat(agreed.security()).isEqualTo("SASL DIGEST-MD5");
      assertThat(agreed.encryption()).isEqualTo("SASL DIGEST-MD5");
      VncException nobody =
          failure(
              qemu,
              options("").toBuilder()
                  .credentials(_ -> Optional.of(VncCredential.password("x".toCharArray())))
                  .build());
      assertThat(nobody.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(nobody)
          .hasMessageEndingWith("wants a user's name and a password, and no user's name was given");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',VeNCrypt TLSNone (anonymous),''",
    "',password=on',VeNCrypt TLSVnc (anonymous),''",
    // QEMU counts anonymous TLS for nothing, and has SASL encrypt inside of it.
    "',sasl=on',VeNCrypt TLSSASL (anonymous) DIGEST-MD5,', SASL DIGEST-MD5'"
  })
  void hasAnonymousTlsWhereThereIsNothingBetter(String asked, String security, String inside)
      throws Exception {
    Path folder = SecureQemu.withSasl("digest-md5");
    try (SecureQemu qemu =
        new SecureQemu(folder, ",tls-creds=tls0" + asked, "-object", ANONYMOUS)) {
      VncStatistics agreed = session(qemu, options(PASSWORD));
      assertThat(agreed.security()).isEqualTo(security);
      assertThat(agreed.encryption())
          .matches("TLSv1\\.2 TLS_(EC)?DH_anon_WITH_AES_\\w+ \\(anonymous\\)" + inside);
      VncException demanding =
          failure(
              qemu,
              options(PASSWORD).toBuilder()
                  .security(List.of(VncSecurity.X509_NONE, VncSecurity.X509_VNC))
                  .build());
      assertThat(demanding.kind()).isEqualTo(Kind.SECURITY_UNAVAILABLE);
      assertThat(demanding)
          .hasMessageContaining("offers only VeNCrypt with TLS")
          .hasMessageContaining(
              "only what encrypts is wanted: VeNCrypt X509None, VeNCrypt X509Vnc");
    }
  }

  @Test
  void isNotTalkedOutOfEncryption() throws Exception {
    try (SecureQemu qemu = new SecureQemu(ChildProcess.newFolder(), "")) {
      assertThat(session(qemu, options("")).security()).isEqualTo("None");
      VncException demanding =
          failure(qemu, options("").toBuilder().security(VncSecurity.encrypting()).build());
      assertThat(demanding.kind()).isEqualTo(Kind.SECURITY_UNAVAILABLE);
      assertThat(demanding)
          .hasMessageContaining(
              "offers only None, and only what encrypts is wanted: VeNCrypt X509");
      assertThat(demanding.hint()).contains("somebody on the way may have taken it out");
    }
  }

  @Test
  void showsItsOwnCertificateToAServerThatWantsOne() throws Exception {
    Path folder = with(ChildProcess.newFolder(), authority, "server");
    try (SecureQemu qemu =
        new SecureQemu(
            folder,
            ",tls-creds=tls0",
            "-object",
            certified("").replace("verify-peer=off", "verify-peer=on"))) {
      VncTrust trust = options("").trust();
      VncException none = failure(qemu, options(""));
      assertThat(none.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(none)
          .hasMessageContaining("wants a client certificate")
          .hasMessageContaining("and there is none here");
      VncTrust own =
          trust.withClientCertificate(pki.resolve("clientcert.pem"), pki.resolve("clientkey.pem"));
      assertThat(session(qemu, options("").toBuilder().trust(own).build()).security())
          .isEqualTo("VeNCrypt X509None");
      VncException mixed =
          failure(
              qemu,
              options("").toBuilder()
                  .trust(
                      trust.withClientCertificate(
                          pki.resolve("clientcert.pem"), pki.resolve("serverkey.pem")))
                  .build());
      assertThat(mixed.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(mixed).hasMessageContaining("is not the key of the certificate");
      Certificates others = new Certificates(pki.resolve("others"), "Somebody Else");
      others.sign("client", "stranger", "", 2);
      VncException stranger =
          failure(
              qemu,
              options("").toBuilder()
                  .trust(
                      trust.withClientCertificate(
                          others.folder().resolve("clientcert.pem"),
                          others.folder().resolve("clientkey.pem")))
                  .build());
      assertThat(stranger.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(stranger).hasMessageContaining("refused our certificate");
    }
  }

  @Test
  void hasNoTlsInCommonWithAServerOfOldVersions() throws Exception {
    Path folder = with(ChildProcess.newFolder(), authority, "server");
    try (SecureQemu qemu =
        new SecureQemu(
            folder,
            ",tls-creds=tls0",
            "-object",
            certified(",priority=NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.1"))) {
      VncException old = failure(qemu, options(""));
      assertThat(old.kind()).isEqualTo(Kind.TRANSPORT);
      assertThat(old)
          .hasMessageContaining("and this machine find no common TLS version and cipher");
    }
  }
}
