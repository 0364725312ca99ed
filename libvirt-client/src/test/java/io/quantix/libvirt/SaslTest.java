package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.Certificates;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SASL with a real daemon and Cyrus SASL: over TLS, and over bare TCP where it encrypts. */
class SaslTest {
  private static final int TLS_PORT = Ports.free();
  private static final int TCP_PORT = Ports.free();
  private static final String PASSWORD = "correct horse";
  private static final AtomicReference<Path> DAEMON = new AtomicReference<>();

  @RegisterExtension static final LabHost LAB = LabHost.listening(SaslTest::prepare);

  private static void prepare(Path to) {
    DAEMON.set(to);
    Certificates made = new Certificates(to, "Quantix Lab CA");
    made.sign("server", "localhost", "DNS:localhost", 2);
    made.sign("client", "a client", "", 2);
    String configuration =
        """
        listen_addr = "127.0.0.1"
        listen_tls = 1
        tls_port = "%d"
        listen_tcp = 1
        tcp_port = "%d"
        auth_tls = "sasl"
        auth_tcp = "sasl"
        ca_file = "%3$s/cacert.pem"
        cert_file = "%3$s/servercert.pem"
        key_file = "%3$s/serverkey.pem"
        """
            .formatted(TLS_PORT, TCP_PORT, to);
    try {
      Files.writeString(to.resolve("libvirtd.conf"), configuration);
      Files.writeString(
          to.resolve("libvirt.conf"),
          """
          mech_list: scram-sha-256 scram-sha-512 digest-md5 plain
          pwcheck_method: auxprop
          auxprop_plugin: sasldb
          sasldb_path: %s/passwd.db
          """
              .formatted(to));
      // Users belong to the daemon's host, which has the lab's name where it may, in small letters.
      String host = String.valueOf(to.getParent().getFileName()).toLowerCase(Locale.ROOT);
      addUser(to, List.of("-u", host));
      addUser(to, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void addUser(Path to, List<String> realm)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of("saslpasswd2", "-p", "-c", "-f", to.resolve("passwd.db").toString()));
    words.addAll(realm);
    words.addAll(List.of("-a", "libvirt", "fred"));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().write((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("saslpasswd2: " + said);
    }
  }

  /** Gives each password once, and remembers the questions. */
  private static final class Person implements Prompter {
    private final List<SecretRequest> questions = new ArrayList<>();
    private final List<SecretRequest> accepted = new ArrayList<>();
    private final List<String> passwords;

    Person(String... passwords) {
      this.passwords = new ArrayList<>(Arrays.asList(passwords));
    }

    @Override
    public Optional<char[]> secret(SecretRequest request) {
      questions.add(request);
      if (request.kind() == SecretKind.USER_NAME) {
        return Optional.of("fred".toCharArray());
      }
      return passwords.isEmpty()
          ? Optional.empty()
          : Optional.of(passwords.removeFirst().toCharArray());
    }

    @Override
    public void accepted(SecretRequest request) {
      accepted.add(request);
    }

    @Override
    public Trust unknownHost(HostKey key) {
      return Trust.NO;
    }
  }

  private static String tls(String more) {
    return "test+tls://localhost:" + TLS_PORT + "/default?pkipath=" + DAEMON.get() + more;
  }

  private static String tcp(String more) {
    return "test+tcp://localhost:" + TCP_PORT + "/default" + more;
  }

  private static Connection connect(String uri, Person person) throws LibvirtException {
    return Libvirt.connect(uri, ConnectOptions.defaults().withPrompter(person));
  }

  private static LibvirtException failure(String uri, Person person) {
    LibvirtException failure =
        catchThrowableOfType(LibvirtException.class, () -> connect(uri, person).close());
    assertThat(failure).isNotNull();
    assertThat(failure.hint()).isNotBlank();
    return failure;
  }

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    Threads.awaitNone("libvirt-read", "libvirt-write", "libvirt-closed");
  }

  @Test
  void eachMechanismWorksOverTls() throws LibvirtException {
    for (String mechanism : List.of("scram-sha-256", "scram-sha-512", "digest-md5", "plain")) {
      try (Connection host = connect(tls("&auth=sasl." + mechanism), new Person(PASSWORD))) {
        assertThat(host.domain("test").state().state()).isEqualTo(DomainState.RUNNING);
      }
    }
  }

  @Test
  void aWrongPasswordIsAskedForAgainAndANameOnlyIfTheUriHasNone() throws LibvirtException {
    Person person = new Person("wrong", PASSWORD);
    try (Connection host = connect(tls(""), person)) {
      assertThat(host.domains()).isNotEmpty();
    }
    assertThat(person.questions)
        .extracting(request -> request.kind() + " " + request.subject() + " " + request.attempt())
        .containsExactly(
            "USER_NAME localhost 1",
            "PASSWORD fred@localhost 1",
            "USER_NAME localhost 2",
            "PASSWORD fred@localhost 2");
    assertThat(person.accepted)
        .containsExactly(person.questions.get(2), person.questions.get(3))
        .extracting(SecretRequest::asker)
        .containsExactly(
            "libvirt+tls://localhost:" + TLS_PORT, "libvirt+tls://fred@localhost:" + TLS_PORT);
    Person named = new Person(PASSWORD);
    connect(tls("").replace("://", "://fred@"), named).close();
    assertThat(named.questions).hasSize(1);
  }

  @Test
  void aFurtherConnectionAsksNobody() throws LibvirtException {
    Person person = new Person();
    for (String uri : List.of(tls(""), tcp(""))) {
      person.passwords.add(PASSWORD);
      person.questions.clear();
      try (Connection host = connect(uri, person);
          Connection other = host.another()) {
        assertThat(other.domain("test").uuid()).isEqualTo(host.domain("test").uuid());
      }
      assertThat(person.questions).hasSize(2);
    }
  }

  @Test
  void threeWrongPasswordsAreEnough() {
    Person person = new Person("wrong", "wrong", "wrong", PASSWORD);
    LibvirtException failure = failure(tls(""), person);
    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure)
        .hasMessageContaining("did not accept the password of fred")
        .hasMessageContaining("3 times");
    assertThat(person.passwords).containsExactly(PASSWORD);
    assertThat(person.accepted).isEmpty();
  }

  @Test
  void whoGivesNoPasswordHasCancelled() {
    assertThat(failure(tls(""), new Person()).kind()).isEqualTo(Kind.AUTH_CANCELLED);
  }

  @Test
  void bareTcpIsEncryptedByTheMechanism() throws LibvirtException {
    LAB.defineMany(300, true);
    try (Connection host = connect(tcp(""), new Person(PASSWORD))) {
      // More than one piece of the security layer, both ways.
      assertThat(host.inventory()).hasSizeGreaterThan(300);
      Domain domain =
          host.define(
              """
              <domain type='test'><name>quantix-lab-long</name><memory>8192</memory>
              <description>%s</description><os><type>hvm</type></os></domain>
              """
                  .formatted("x".repeat(300_000)),
              true);
      assertThat(domain.xml()).contains("x".repeat(300_000));
      domain.undefine();
    }
    assertThat(failure(tcp(""), new Person("wrong", "wrong", "wrong")).kind())
        .isEqualTo(Kind.DENIED);
  }

  @Test
  void whatDoesNotEncryptIsNotUsedOverBareTcp() {
    Person person = new Person(PASSWORD);
    for (String mechanism : List.of("plain", "scram-sha-256")) {
      LibvirtException failure = failure(tcp("?auth=sasl." + mechanism), person);
      assertThat(failure.kind()).isEqualTo(Kind.DENIED);
      // The daemon offers only what encrypts there, too.
      assertThat(failure)
          .hasMessageContaining("SASL mechanisms DIGEST-MD5, the URI wants " + mechanism);
      assertThat(failure.hint()).contains("qemu+tls://");
    }
    assertThat(person.questions).isEmpty();
  }
}
