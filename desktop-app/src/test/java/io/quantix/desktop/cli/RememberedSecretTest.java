package io.quantix.desktop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.Main;
import io.quantix.desktop.keyring.PrivateKeyring;
import io.quantix.desktop.keyring.SecretName;
import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.Prompter.SecretKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, in a session with a keyring, and a host over SSH whose key is encrypted. */
class RememberedSecretTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;
  @TempDir Path keys;

  private record Result(int status, String said) {}

  private static Result quantix(PrivateKeyring session, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(session.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), said);
  }

  @Test
  void whatTheKeyringHasIsUsedEvenWhereNothingMayBeAsked() throws Exception {
    Path key = keys.resolve("id");
    SshServer.key(key, "ed25519", "correct horse");
    try (SshServer server = SshServer.start(LAB);
        PrivateKeyring session = PrivateKeyring.start(folder)) {
      Files.writeString(
          server.authorizedKeys(),
          Files.readString(Path.of(key + ".pub")),
          StandardOpenOption.APPEND);
      String uri =
          "test+ssh://127.0.0.1:"
              + server.port()
              + "/default?no_verify=1&keyfile="
              + key
              + "&socket="
              + LAB.socket();
      Result without = quantix(session, "--connect", uri, "--batch", "list");
      assertThat(without.status()).describedAs(without.said()).isEqualTo(ExitStatus.NO_CONNECTION);

      SecretName name = new SecretName(SecretKind.PASSPHRASE, key.toUri().toString());
      session.keyring(false).store(name, uri, "Quantix: passphrase", "correct horse".toCharArray());
      Result list = quantix(session, "--connect", uri, "--batch", "list");
      assertThat(list.status()).describedAs(list.said()).isZero();
      assertThat(list.said()).contains("test");

      session.keyring(false).store(name, uri, "Quantix: passphrase", "an old one".toCharArray());
      Result old = quantix(session, "--connect", uri, "--batch", "list");
      assertThat(old.status()).isEqualTo(ExitStatus.NO_CONNECTION);
      assertThat(old.said()).contains("is not right any more").doesNotContain("an old one");
      assertThat(session.keyring(false).find(name)).isEmpty();

      session.keyring(false).store(name, uri, "Quantix: passphrase", "correct horse".toCharArray());
      Result forget = quantix(session, "--connect", uri, "forget");
      assertThat(forget.status()).describedAs(forget.said()).isZero();
      assertThat(session.keyring(false).find(name)).isEmpty();
    }
  }
}
