package io.quantix.libvirt.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.SecretKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys, passwords and host keys with a real SSH server. */
@SuppressWarnings("NullAway.Init")
class SshAuthenticationTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  private static final String PASSPHRASE = "correct horse";
  private static SshServer server;
  private static Path locked;

  /** A person with a list of answers; an empty list is one who turns everything away. */
  private static final class Person implements Prompter {
    final List<SecretRequest> asked = new ArrayList<>();
    final List<SecretRequest> accepted = new ArrayList<>();
    final List<HostKey> hosts = new ArrayList<>();
    final List<String> answers;
    Trust trust = Trust.NO;

    Person(String... answers) {
      this.answers = new ArrayList<>(List.of(answers));
    }

    Person trusting(Trust value) {
      trust = value;
      return this;
    }

    @Override
    public Optional<char[]> secret(SecretRequest request) {
      asked.add(request);
      return answers.isEmpty()
          ? Optional.empty()
          : Optional.of(answers.removeFirst().toCharArray());
    }

    @Override
    public void accepted(SecretRequest request) {
      accepted.add(request);
    }

    @Override
    public Trust unknownHost(HostKey key) {
      hosts.add(key);
      return trust;
    }
  }

  @BeforeAll
  static void startServer() throws Exception {
    server = SshServer.start(LAB);
    locked = server.folder().resolve("locked");
    SshServer.key(locked, "ed25519", PASSPHRASE);
    allow(server, locked);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static void allow(SshServer at, Path key) throws Exception {
    Files.writeString(
        at.authorizedKeys(), Files.readString(Path.of(key + ".pub")), StandardOpenOption.APPEND);
  }

  private static String uri(SshServer at, String more) {
    return "test+ssh://127.0.0.1:" + at.port() + "/default?socket=" + LAB.socket() + more;
  }

  private static void works(SshLab lab, String uri, Prompter person) throws LibvirtException {
    try (Connection host = lab.connect(uri, ConnectOptions.defaults().withPrompter(person))) {
      assertThat(host.hostname()).isNotBlank();
    }
  }

  private static LibvirtException fails(SshLab lab, String uri, Prompter person) {
    LibvirtException failure =
        catchThrowableOfType(LibvirtException.class, () -> works(lab, uri, person));
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void aPassphraseIsAskedForUntilItIsRight() throws LibvirtException {
    SshLab lab = new SshLab(server, "locked").knows(server).config();
    Person person = new Person("wrong", PASSPHRASE);
    works(lab, uri(server, "&keyfile=" + locked), person);
    assertThat(person.asked)
        .containsExactly(
            new Prompter.SecretRequest(
                SecretKind.PASSPHRASE, locked.toUri().toString(), locked.toString(), "", false, 1),
            new Prompter.SecretRequest(
                SecretKind.PASSPHRASE, locked.toUri().toString(), locked.toString(), "", false, 2));
    assertThat(person.accepted).containsExactly(person.asked.getLast());
  }

  @Test
  void aPassphraseThatNobodyGivesEndsIt() {
    SshLab lab = new SshLab(server, "cancelled").knows(server).config();
    Person person = new Person();
    LibvirtException cancelled = fails(lab, uri(server, "&keyfile=" + locked), person);
    assertThat(cancelled.kind()).isEqualTo(Kind.AUTH_CANCELLED);
    assertThat(person.asked).hasSize(1);
  }

  @Test
  void threeWrongPassphrasesAreEnough() {
    SshLab lab = new SshLab(server, "wrong").knows(server).config();
    try (SshServer keysOnly =
        SshServer.start(LAB, "PasswordAuthentication no", "KbdInteractiveAuthentication no")) {
      lab.knows(keysOnly);
      allow(keysOnly, locked);
      Person person = new Person("1", "2", "3", "4");
      LibvirtException denied = fails(lab, uri(keysOnly, "&keyfile=" + locked), person);
      assertThat(denied.kind()).isEqualTo(Kind.DENIED);
      assertThat(denied.hint()).contains("ssh-copy-id");
      assertThat(person.asked).extracting(Prompter.SecretRequest::attempt).containsExactly(1, 2, 3);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPassphraseIsNotAskedForAKeyThatDoesNotHelp() throws LibvirtException {
    Path stranger = server.folder().resolve("stranger");
    SshServer.key(stranger, "ed25519", "secret");
    SshLab lab =
        new SshLab(server, "stranger")
            .knows(server)
            .config("IdentityFile " + stranger, "IdentityFile " + server.clientKey());
    Person person = new Person();
    works(lab, uri(server, ""), person);
    assertThat(person.asked).isEmpty();
  }

  @Test
  void otherKindsOfKeysLetInToo() throws Exception {
    for (String type : List.of("rsa", "ecdsa")) {
      for (String passphrase : List.of("", PASSPHRASE)) {
        Path key = server.folder().resolve(type + passphrase.length());
        SshServer.key(key, type, passphrase);
        allow(server, key);
        SshLab lab = new SshLab(server, "kind").knows(server).config();
        works(lab, uri(server, "&keyfile=" + key), new Person(PASSPHRASE));
      }
    }
  }

  @Test
  void aCertificateLetsIn() throws Exception {
    Path ca = server.folder().resolve("ca");
    Path key = server.folder().resolve("certified");
    SshServer.key(ca, "ed25519", "");
    SshServer.key(key, "ed25519", "");
    String user = System.getProperty("user.name");
    Process sign =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-s", ca.toString(), "-I", "lab", "-n", user, key + ".pub")
            .inheritIO()
            .start();
    assertThat(sign.waitFor()).isZero();
    try (SshServer trusting = SshServer.start(LAB, "TrustedUserCAKeys " + ca + ".pub")) {
      SshLab lab = new SshLab(server, "certified").knows(trusting).config();
      works(lab, uri(trusting, "&keyfile=" + key), new Person());
    }
  }

  @Test
  void anAgentsKeyLetsIn() throws Exception {
    Path socket = server.folder().resolve("ssh-agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      SshLab.await(() -> Files.exists(socket));
      Path key = server.folder().resolve("in-agent");
      SshServer.key(key, "ed25519", "");
      allow(server, key);
      ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      Files.delete(key);
      SshLab lab = new SshLab(server, "agent").knows(server).withAgent(socket);
      lab.config("IdentitiesOnly no", "IdentityFile " + server.folder().resolve("none"));
      works(lab, uri(server, ""), new Person());
      lab.withProgram(false);
      works(lab, uri(server, ""), new Person());
    } finally {
      agent.destroy();
      assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void threeWrongPasswordsAreEnough() {
    SshLab lab =
        new SshLab(server, "password")
            .knows(server)
            .config("IdentityFile " + server.folder().resolve("none"));
    Person person = new Person("one", "two", "three", "four", "five");
    LibvirtException denied = fails(lab, uri(server, ""), person);
    assertThat(denied.kind()).isEqualTo(Kind.DENIED);
    assertThat(person.asked)
        .extracting(Prompter.SecretRequest::kind)
        .containsOnly(SecretKind.PASSWORD);
    assertThat(person.asked).extracting(Prompter.SecretRequest::attempt).containsExactly(1, 2, 3);
    assertThat(person.accepted).isEmpty();
    Person nobody = new Person();
    assertThat(fails(lab, uri(server, ""), nobody).kind()).isEqualTo(Kind.AUTH_CANCELLED);
    assertThat(nobody.asked).hasSize(1);
  }

  @Test
  void aHostsOwnQuestionsAreAsked() {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "PAM answers nobody but root's sshd");
    try (SshServer asking =
        SshServer.start(
            LAB, "UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes")) {
      SshLab lab =
          new SshLab(server, "asking")
              .knows(asking)
              .config("IdentityFile " + server.folder().resolve("none"));
      Person person = new Person("one", "two", "three", "four");
      LibvirtException denied = fails(lab, uri(asking, ""), person);
      assertThat(denied.kind()).isEqualTo(Kind.DENIED);
      assertThat(person.asked).hasSize(3);
      assertThat(person.asked.getLast())
          .isEqualTo(
              new Prompter.SecretRequest(
                  SecretKind.PASSWORD,
                  "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + asking.port(),
                  System.getProperty("user.name") + "@127.0.0.1:" + asking.port(),
                  person.asked.getFirst().prompt(),
                  false,
                  3));
      assertThat(person.asked.getFirst().prompt()).contains("assword");
    }
  }

  @Test
  void anUnknownHostIsAskedAbout() throws Exception {
    String fingerprint = fingerprint();
    SshLab lab = new SshLab(server, "unknown").config("IdentityFile " + server.clientKey());
    Person no = new Person();
    LibvirtException refused = fails(lab, uri(server, ""), no);
    assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(refused).hasMessageContaining(fingerprint);
    assertThat(no.hosts)
        .containsExactly(
            new Prompter.HostKey("127.0.0.1", server.port(), "ssh-ed25519", fingerprint));

    Person once = new Person().trusting(Prompter.Trust.ONCE);
    works(lab, uri(server, ""), once);
    assertThat(Files.exists(lab.knownHosts())).isFalse();
    works(lab, uri(server, ""), once);
    assertThat(once.hosts).hasSize(2);

    Person remember = new Person().trusting(Prompter.Trust.REMEMBER);
    works(lab, uri(server, ""), remember);
    assertThat(lab.knownHosts()).content().startsWith("[127.0.0.1]:" + server.port() + " ssh-");
    assertThat(Files.getPosixFilePermissions(lab.knownHosts()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    works(lab, uri(server, ""), new Person());
  }

  private static String fingerprint() throws Exception {
    Process show = new ProcessBuilder("ssh-keygen", "-lf", server.hostKey().toString()).start();
    return new String(show.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .split(" ", -1)[1];
  }

  @Test
  void aRememberedNameIsHashedWhereThatIsConfigured() throws Exception {
    SshLab lab =
        new SshLab(server, "hashed")
            .config("HashKnownHosts yes", "IdentityFile " + server.clientKey());
    works(lab, uri(server, ""), new Person().trusting(Prompter.Trust.REMEMBER));
    assertThat(lab.knownHosts()).content().startsWith("|1|").doesNotContain("127.0.0.1");
    works(lab, uri(server, ""), new Person());
    Process find =
        new ProcessBuilder(
                "ssh-keygen",
                "-F",
                "[127.0.0.1]:" + server.port(),
                "-f",
                lab.knownHosts().toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(find.waitFor()).isZero();
  }

  @Test
  void aChangedKeyIsRefusedAndNotAskedAbout() throws Exception {
    Path other = server.folder().resolve("other-host");
    SshServer.key(other, "ed25519", "");
    SshLab lab = new SshLab(server, "changed").config("IdentityFile " + server.clientKey());
    Files.writeString(
        lab.knownHosts(),
        "# a comment\n[127.0.0.1]:"
            + server.port()
            + " "
            + Files.readString(Path.of(other + ".pub")));
    Person person = new Person().trusting(Prompter.Trust.REMEMBER);
    LibvirtException changed = fails(lab, uri(server, ""), person);
    assertThat(changed.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(person.hosts).isEmpty();
    assertThat(changed.hint()).contains("line 2 of " + lab.knownHosts()).contains("listening in");
    LibvirtException byProgram =
        catchThrowableOfType(
            LibvirtException.class,
            () ->
                lab.connect(
                    uri(server, ""),
                    ConnectOptions.defaults().withSsh(ConnectOptions.SshClient.SYSTEM)));
    assertThat(byProgram.kind()).isEqualTo(Kind.UNTRUSTED);

    works(lab, uri(server, "&no_verify=1"), person);
    assertThat(person.hosts).isEmpty();
    Path right = server.folder().resolve("right_hosts");
    Files.writeString(
        right, "[127.0.0.1]:" + server.port() + " " + Files.readString(server.hostKey()));
    works(lab, uri(server, "&known_hosts=" + right), person);
  }

  @Test
  void aKnownKeyOfAnotherKindIsAskedForFirst() throws Exception {
    Path rsa = server.folder().resolve("host_rsa");
    SshServer.key(rsa, "rsa", "");
    try (SshServer two = SshServer.start(LAB, "HostKey " + rsa)) {
      SshLab lab = new SshLab(two, "two").config("IdentityFile " + two.clientKey());
      Files.writeString(
          lab.knownHosts(),
          "[127.0.0.1]:" + two.port() + " " + Files.readString(Path.of(rsa + ".pub")));
      works(lab, uri(two, ""), new Person());
    }
  }
}
