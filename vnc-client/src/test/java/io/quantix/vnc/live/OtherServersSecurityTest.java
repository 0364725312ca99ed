package io.quantix.vnc.live;

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
import io.quantix.vnc.transport.VncTransport;
import java.nio.file.Files;
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

/** What TigerVNC, wayvnc and x11vnc ask for, with the real ones. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class OtherServersSecurityTest {
  private static final String USER = "alice";
  private static final String PASSWORD = "s3cret";

  @TempDir static Path pki;

  @BeforeAll
  static void certificates() {
    Certificates authority = new Certificates(pki, "Quantix Lab CA");
    authority.sign("server", "localhost", "IP:127.0.0.1,DNS:localhost", 2);
    // x11vnc takes no other kind of key.
    authority.key("rsa", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
    authority.certify("rsa", "localhost", "IP:127.0.0.1,DNS:localhost", 2);
  }

  /** Where a server is. */
  @FunctionalInterface
  private interface Way {
    VncTransport connect() throws Exception;
  }

  private static VncOptions options(String user, String password) {
    return VncOptions.builder()
        .trust(VncTrust.defaults().withAuthorities(pki.resolve("cacert.pem")))
        .credentials(request ->
            Optional.of(new VncCredential(request.wantsUser() ? user : "", password.toCharArray())))
        .build();
  }

  private static VncStatistics session(Way way, VncOptions options) throws Exception {
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(way.connect(), options, watcher)) {
      watcher.await("a frame", () -> watcher.frames() > 0);
      return session.statistics();
    }
  }

  private static VncException failure(Way way, VncOptions options) {
    return catchThrowableOfType(
        VncException.class, () -> VncSession.open(way.connect(), options, new Watcher()).close());
  }

  /** A TigerVNC server; PAM knows one user by a file of the test's. */
  private static XServer tiger(String types) throws Exception {
    Path folder = ChildProcess.newFolder();
    Files.write(folder.resolve("password"), XvncSessionTest.passwordFile(PASSWORD));
    Path users = Files.writeString(folder.resolve("users"), USER + ":" + PASSWORD + ":vnc\n");
    Path services = Files.createDirectories(folder.resolve("pam"));
    String matrix = "required " + pamMatrix() + " passdb=" + users + "\n";
    Files.writeString(services.resolve("vnc"), "auth " + matrix + "account " + matrix);
    return new XServer(
        folder,
        List.of(
            "env",
            "LD_PRELOAD=libpam_wrapper.so",
            "PAM_WRAPPER=1",
            "PAM_WRAPPER_SERVICE_DIR=" + services),
        "-SecurityTypes",
        types,
        "-PasswordFile",
        folder.resolve("password").toString(),
        "-PlainUsers",
        USER,
        "-PAMService",
        "vnc",
        "-X509Cert",
        pki.resolve("servercert.pem").toString(),
        "-X509Key",
        pki.resolve("serverkey.pem").toString());
  }

  private static Path pamMatrix() throws Exception {
    try (var found =
        Files.find(
            Path.of("/usr/lib"),
            3,
            (path, _) -> path.endsWith(Path.of("pam_wrapper", "pam_matrix.so")))) {
      return found
          .findFirst()
          .orElseThrow(() ->
              new IllegalStateException(
                  "pam_matrix.so is missing: apt-get install libpam-wrapper, which ./check does"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X509None,VeNCrypt X509None,TLSv1.3 TLS_,''",
    "X509Vnc,VeNCrypt X509Vnc,TLSv1.3 TLS_,the password",
    "X509Plain,VeNCrypt X509Plain,TLSv1.3 TLS_,the user alice and the password",
    "TLSNone,VeNCrypt TLSNone (anonymous),TLSv1.2 TLS_,''",
    "TLSVnc,VeNCrypt TLSVnc (anonymous),TLSv1.2 TLS_,the password",
    "TLSPlain,VeNCrypt TLSPlain (anonymous),TLSv1.2 TLS_,the user alice and the password",
    "Plain,VeNCrypt Plain,'',the user alice and the password"
  })
  void speaksTigerVncsVeNCrypt(String type, String security, String encryption, String proof)
      throws Exception {
    try (XServer server = tiger(type)) {
      VncStatistics agreed = session(server::connect, options(USER, PASSWORD));
      assertThat(agreed.security()).isEqualTo(security);
      assertThat(agreed.encryption()).startsWith(encryption);
      if (encryption.isEmpty()) {
        assertThat(agreed.encryption()).isEmpty();
      }
      if (!proof.isEmpty()) {
        VncException wrong = failure(server::connect, options(USER, "wrong"));
        assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(wrong).hasMessageContaining("refused " + proof + " (" + security + ")");
      }
    }
  }

  @Test
  void takesTheSafestOfWhatIsOffered() throws Exception {
    try (XServer server = tiger("None,VncAuth,TLSNone,TLSVnc,X509None")) {
      assertThat(session(server::connect, options(USER, PASSWORD)).security())
          .isEqualTo("VeNCrypt X509None");
      assertThat(
              session(
                      server::connect,
                      options(USER, PASSWORD).toBuilder()
                          .security(List.of(VncSecurity.VNC, VncSecurity.X509_NONE))
                          .build())
                  .security())
          .isEqualTo("VNC authentication");
      VncException none =
          failure(
              server::connect,
              options(USER, PASSWORD).toBuilder()
                  .security(List.of(VncSecurity.X509_PLAIN))
                  .build());
      assertThat(none.kind()).isEqualTo(Kind.SECURITY_UNAVAILABLE);
      assertThat(none)
          .hasMessageContaining("offers only VeNCrypt with ")
          .hasMessageContaining("X509None")
          .hasMessageEndingWith("only what encrypts is wanted: VeNCrypt X509Plain");
    }
  }

  @Test
  void sendsNoPasswordInClearUnlessItIsAllowedTo() throws Exception {
    try (XServer server = tiger("Plain")) {
      Way open =
          () -> {
            VncTransport unix = server.connect();
            return VncTransport.of(new Reading(unix), new Writing(unix), "kvm.example:5900");
          };
      VncException refused = failure(open, options(USER, PASSWORD));
      assertThat(refused.kind()).isEqualTo(Kind.SECURITY_UNAVAILABLE);
      assertThat(refused)
          .hasMessageContaining("offers no security type that we have, only VeNCrypt with Plain");
      VncOptions allowed =
          options(USER, PASSWORD).toBuilder().security(List.of(VncSecurity.PLAIN)).build();
      assertThat(session(open, allowed).security()).isEqualTo("VeNCrypt Plain");
    }
  }

  private record Reading(VncTransport from) implements java.nio.channels.ReadableByteChannel {
    @Override
    public int read(java.nio.ByteBuffer into) throws java.io.IOException {
      return from.read(into);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws java.io.IOException {
      from.close();
    }
  }

  private record Writing(VncTransport to) implements java.nio.channels.WritableByteChannel {
    @Override
    public int write(java.nio.ByteBuffer from) throws java.io.IOException {
      int count = from.remaining();
      to.write(from);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws java.io.IOException {
      to.close();
    }
  }

  @Test
  void speaksWayvncsX509Plain() throws Exception {
    try (WayvncServer server = WayvncServer.secure(pki, USER, PASSWORD)) {
      VncStatistics agreed = session(server::connect, options(USER, PASSWORD));
      assertThat(agreed.security()).isEqualTo("VeNCrypt X509Plain");
      assertThat(agreed.encryption()).startsWith("TLSv1.3 TLS_");
      VncException wrong = failure(server::connect, options(USER, "wrong"));
      assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(wrong)
          .hasMessageContaining("refused the user alice and the password (VeNCrypt X509Plain)");
    }
  }

  @Test
  void speaksX11vncsVeNCrypt() throws Exception {
    String security = "VeNCrypt X509Vnc";
    try (XServer display = new XServer();
        SecureX11vnc server = new SecureX11vnc(display, pki, "nodh:support", PASSWORD)) {
      VncStatistics agreed = session(server::connect, options(USER, PASSWORD));
      assertThat(agreed.security()).isEqualTo(security);
      assertThat(agreed.encryption()).startsWith("TLSv1.");
      VncException wrong = failure(server::connect, options(USER, "wrong"));
      // Its process for TLS may be ended before it has passed the refusal on.
      assertThat(wrong.getMessage())
          .containsAnyOf("refused the password", "in place of an answer to the password")
          .contains("(" + security + ")");
      assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
    }
  }
}
