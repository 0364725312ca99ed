package io.quantix.desktop.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.keyring.KeyringException.Reason;
import io.quantix.desktop.keyring.SecretAsker.Answer;
import io.quantix.desktop.keyring.SecretAsker.Question;
import io.quantix.desktop.keyring.SecretAsker.Remembered;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.HostKey;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import io.quantix.libvirt.Prompter.Trust;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered, where, and when a person is asked; with a real keyring. */
class SecretMemoryTest {
  private static final String HOST = "qemu+ssh://root@host.example/system";

  @TempDir Path folder;
  private final Person person = new Person();
  private final List<KeyringException> failures = new ArrayList<>();

  /** Gives one answer after another. */
  private static final class Person implements SecretAsker {
    private final List<Question> questions = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    void says(String secret, Keeping keeping) {
      answers.add(new Answer(secret.toCharArray(), keeping));
    }

    @Override
    public Optional<Answer> secret(Question question) {
      questions.add(question);
      return Optional.ofNullable(answers.poll());
    }

    @Override
    public Trust unknownHost(HostKey key) {
      return Trust.NO;
    }
  }

  private static SecretRequest password(int attempt) {
    return new SecretRequest(
        SecretKind.PASSWORD, "ssh://root@host.example:22", "root@host.example", "", false, attempt);
  }

  /** A start of the program: what it has in memory is its own. */
  private SecretMemory program(Keyring keyring) {
    return new SecretMemory(keyring, person, Runnable::run, failures::add);
  }

  @Test
  void whatProvedRightElsewhereIsKeptForTheNextProgramAndForgottenWithItsHost() throws Exception {
    SecretName screen = new SecretName(SecretKind.PASSWORD, "vnc of 1 at " + HOST);
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      SecretMemory first = program(session.keyring(true));
      assertThat(first.find(screen)).isEmpty();
      first.keep(HOST, screen, "Quantix: screen of web", "s3cret".toCharArray());
      assertThat(session.search()).contains("label = Quantix: screen of web");

      SecretMemory next = program(session.keyring(true));
      assertThat(next.find(screen)).contains("s3cret".toCharArray());
      next.forget(HOST, () -> {});
      assertThat(next.find(screen)).isEmpty();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void whatIsKeptInTheKeyringIsUsedByTheNextProgramWithoutAsking() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      person.says("right", Keeping.KEYRING);
      Prompter first = program(session.keyring(true)).prompter(HOST);
      assertThat(first.secret(password(1))).contains("right".toCharArray());
      assertThat(session.search()).doesNotContain("right");
      first.accepted(password(1));
      assertThat(session.search()).contains("label = Quantix: password of root@host.example");
      assertThat(first.secret(password(1))).contains("right".toCharArray());

      Prompter next = program(session.keyring(true)).prompter(HOST);
      assertThat(next.secret(password(1))).contains("right".toCharArray());
      next.accepted(password(1));
      assertThat(person.questions).hasSize(1);
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void whatTheHostRefusesIsForgottenAndReplaced() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      Keyring keyring = session.keyring(true);
      SecretName name = SecretName.of(password(1));
      keyring.store(name, HOST, "Quantix: password", "old".toCharArray());
      Prompter host = program(keyring).prompter(HOST);
      assertThat(host.secret(password(1))).contains("old".toCharArray());
      assertThat(host.secret(password(2))).isEmpty();
      assertThat(person.questions)
          .singleElement()
          .extracting(Question::before)
          .isEqualTo(Remembered.REFUSED);
      assertThat(keyring.find(name)).isEmpty();

      person.says("wrong", Keeping.KEYRING);
      person.says("new", Keeping.KEYRING);
      assertThat(host.secret(password(1))).contains("wrong".toCharArray());
      assertThat(host.secret(password(2))).contains("new".toCharArray());
      assertThat(person.questions.getLast().before()).isEqualTo(Remembered.NOTHING);
      host.accepted(password(2));
      assertThat(keyring.find(name)).contains("new".toCharArray());
    }
  }

  @Test
  void whatIsKeptUntilTheEndIsInMemoryAlone() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder);
        SecretMemory program = program(session.keyring(true))) {
      person.says("right", Keeping.UNTIL_THE_END);
      Prompter host = program.prompter(HOST);
      var _ = host.secret(password(1));
      host.accepted(password(1));
      assertThat(program.prompter(HOST).secret(password(1))).contains("right".toCharArray());
      assertThat(session.search()).doesNotContain("label");
      assertThat(program(session.keyring(true)).prompter(HOST).secret(password(1))).isEmpty();
      assertThat(host.secret(password(2))).isEmpty();
      assertThat(person.questions.getLast().before()).isEqualTo(Remembered.REFUSED);
      assertThat(host.secret(password(1))).isEmpty();
    }
  }

  @Test
  void whatIsNotToBeKeptIsAskedForAgain() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      person.says("right", Keeping.NOT);
      Prompter host = program(session.keyring(true)).prompter(HOST);
      var _ = host.secret(password(1));
      host.accepted(password(1));
      assertThat(host.secret(password(1))).isEmpty();
      assertThat(person.questions).hasSize(2);
    }
  }

  @Test
  void aHostsOwnQuestionIsAskedEachTime() throws Exception {
    SecretRequest code = new SecretRequest(SecretKind.ANSWER, "ssh://h:22", "h", "Code:", true, 1);
    Prompter host = program(Keyring.none("there is none")).prompter(HOST);
    for (String once : List.of("123", "456")) {
      person.says(once, Keeping.KEYRING);
      assertThat(host.secret(code)).contains(once.toCharArray());
      host.accepted(code);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void withoutAKeyringItIsKeptInMemoryAndThePersonIsTold() {
    Prompter host = program(Keyring.none("there is none")).prompter(HOST);
    person.says("right", Keeping.KEYRING);
    var _ = host.secret(password(1));
    assertThat(person.questions.getFirst().keyring())
        .hasValueSatisfying(each -> assertThat(each.reason()).isEqualTo(Reason.ABSENT));
    host.accepted(password(1));
    assertThat(failures)
        .singleElement()
        .satisfies(each -> assertThat(each).hasMessage("there is none"));
    assertThat(host.secret(password(1))).contains("right".toCharArray());
  }

  @Test
  void aHostIsForgottenInMemoryAndInTheKeyring() throws Exception {
    try (PrivateKeyring session = PrivateKeyring.start(folder)) {
      SecretMemory program = program(session.keyring(true));
      SecretRequest key =
          new SecretRequest(SecretKind.PASSPHRASE, "file:///key", "/key", "", false, 1);
      person.says("password", Keeping.UNTIL_THE_END);
      person.says("passphrase", Keeping.KEYRING);
      Prompter host = program.prompter(HOST);
      for (SecretRequest each : List.of(password(1), key)) {
        var _ = host.secret(each);
        host.accepted(each);
      }
      List<String> done = new ArrayList<>();
      program.forget("qemu+ssh://another/system", () -> done.add("another"));
      assertThat(host.secret(key)).contains("passphrase".toCharArray());
      program.forget(HOST, () -> done.add("it"));
      assertThat(done).containsExactly("another", "it");
      assertThat(session.search()).doesNotContain("label");
      assertThat(host.secret(password(1))).isEmpty();
      assertThat(host.secret(key)).isEmpty();
    }
  }
}
