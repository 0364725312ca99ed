package io.quantix.desktop.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.desktop.keyring.KeyringException.Reason;
import io.quantix.libvirt.Prompter.SecretKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real GNOME keyring in a D-Bus session of the test's own. */
class SecretToolKeyringTest {
  private static final SecretName ROOT =
      new SecretName(SecretKind.PASSWORD, "ssh://root@host.example:22");
  private static final SecretName KEY =
      new SecretName(SecretKind.PASSPHRASE, "file:///home/me/.ssh/id_ed25519");
  private static final String HOST = "qemu+ssh://root@host.example/system";

  @TempDir Path folder;

  private static Reason reason(Keyring keyring) {
    KeyringException failure =
        catchThrowableOfType(KeyringException.class, () -> keyring.find(ROOT));
    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageMatching("(?s).+");
    return failure.reason();
  }

  @Test
  void whatIsStoredIsFoundReplacedAndForgotten() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(false);
      assertThat(keyring.find(ROOT)).isEmpty();
      keyring.store(
          ROOT, HOST, "Quantix: password of root@host.example", "gr\u00fcn 1".toCharArray());
      assertThat(keyring.find(ROOT)).contains("gr\u00fcn 1".toCharArray());
      assertThat(keyring.find(KEY)).isEmpty();
      assertThat(session.lookup("application", "quantix", "uri", ROOT.asker()))
          .isEqualTo("gr\u00fcn 1");

      keyring.store(ROOT, "qemu+ssh://host/session", "Quantix: password", "blue".toCharArray());
      assertThat(keyring.find(ROOT)).contains("blue".toCharArray());
      assertThat(session.search().split("secret = ", -1)).hasSize(2);

      keyring.forget(ROOT);
      assertThat(keyring.find(ROOT)).isEmpty();
      keyring.forget(ROOT);
    }
  }

  @Test
  void aPersonSeesPlainlyWhatItIs() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(false);
      keyring.store(ROOT, HOST, "Quantix: password of root@host.example", "x".toCharArray());
      assertThat(session.search())
          .contains("label = Quantix: password of root@host.example")
          .contains("attribute.application = quantix")
          .contains("attribute.kind = password")
          .contains("attribute.uri = ssh://root@host.example:22")
          .contains("attribute.connection = " + HOST);
    }
  }

  @Test
  void aHostsSecretsAreForgottenAndNoOthers() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(false);
      SecretName other = new SecretName(SecretKind.PASSWORD, "ssh://root@other:22");
      keyring.store(ROOT, HOST, "one", "1".toCharArray());
      keyring.store(KEY, HOST, "two", "2".toCharArray());
      keyring.store(other, "qemu+ssh://other/system", "three", "3".toCharArray());
      keyring.forgetAll(HOST);
      assertThat(keyring.find(ROOT)).isEmpty();
      assertThat(keyring.find(KEY)).isEmpty();
      assertThat(keyring.find(other)).contains("3".toCharArray());
      assertThat(session.search()).doesNotContain("one", "two");
    }
  }

  @Test
  void withoutASessionThereIsNoKeyring() throws Exception {
    Map<String, String> none = new HashMap<>(System.getenv());
    none.remove("DBUS_SESSION_BUS_ADDRESS");
    none.put("XDG_RUNTIME_DIR", folder.toString());
    assertThat(reason(new SecretToolKeyring(none, true))).isEqualTo(Reason.ABSENT);
    none.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("nobody"));
    assertThat(reason(new SecretToolKeyring(none, true))).isEqualTo(Reason.ABSENT);
    assertThat(reason(new SystemKeyring(true))).isEqualTo(Reason.ABSENT);
    try (PrivateKeyring session = PrivateKeyring.withoutService(folder)) {
      assertThat(reason(session.keyring(true))).isEqualTo(Reason.ABSENT);
      session.startDaemon(true);
      assertThat(session.keyring(false).find(ROOT)).isEmpty();
    }
  }

  @Test
  void aDaemonThatIsKilledIsMissedAndFoundAgain() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(false);
      keyring.store(ROOT, HOST, "one", "1".toCharArray());
      session.stopDaemon();
      assertThat(reason(keyring)).isEqualTo(Reason.ABSENT);
      session.startDaemon(true);
      assertThat(keyring.find(ROOT)).contains("1".toCharArray());
    }
  }

  @Test
  void aLockedKeyringGivesAndTakesNothing() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(false);
      keyring.store(ROOT, HOST, "one", "1".toCharArray());
      session.stopDaemon();
      session.startDaemon(false);
      // It loads what it has some time after it has begun to answer.
      session.await("what is there", () -> session.search().contains("["));
      assertThat(reason(keyring)).isEqualTo(Reason.LOCKED);
      KeyringException kept =
          catchThrowableOfType(KeyringException.class, () -> keyring.forget(ROOT));
      assertThat(kept.reason()).isEqualTo(Reason.LOCKED);
      assertThat(keyring.find(KEY)).isEmpty();
      // Nobody is there to show its question: whoever could answer has turned it away.
      assertThat(reason(session.keyring(true))).isIn(Reason.LOCKED, Reason.FAILED);
      session.stopDaemon();
      session.startDaemon(true);
      assertThat(keyring.find(ROOT)).contains("1".toCharArray());
    }
  }

  @Test
  void aDaemonThatDoesNotAnswerIsGivenUp() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(false);
      session.signal("STOP");
      assertThat(reason(keyring)).isEqualTo(Reason.FAILED);

      CompletableFuture<Reason> interrupted = new CompletableFuture<>();
      Thread waiting =
          Thread.ofVirtual().start(() -> interrupted.complete(reason(session.keyring(true))));
      waiting.interrupt();
      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isEqualTo(Reason.FAILED);
      session.signal("CONT");
      assertThat(keyring.find(ROOT)).isEmpty();
    }
  }
}
