package io.quantix.agent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
  private static final String HASH = "$y$j9T$abc/def.$0123456789";
  @TempDir Path root;
  private final ScriptedPrograms programs = new ScriptedPrograms().answer("chpasswd", 0, "", "");

  @BeforeEach
  void users() throws Exception {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/bash\nada:x:1000:1000:Ada:/home/ada:/bin/bash\n");
  }

  private Passwords passwords() {
    return new Passwords(new AccountDatabase(new SystemFiles(root)), programs);
  }

  @Test
  void theyAreGivenOnStandardInputAndNeverAsArguments() throws Exception {
    passwords().set("ada", "p:ss w\u00f6rd", false);
    assertThat(programs.calls()).containsExactly("chpasswd");
    assertThat(programs.input()).isEqualTo("ada:p:ss w\u00f6rd\n");
    passwords().set("root", HASH, true);
    assertThat(programs.calls()).containsExactly("chpasswd", "chpasswd -e");
    assertThat(programs.input()).isEqualTo("root:" + HASH + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "bob,secret,false",
    "'',secret,false",
    "1000,secret,false",
    "'ada:x\nroot',secret,false",
    "-e,secret,false",
    "ada,'a\nroot:x',false",
    "ada,'',false",
    "ada,'plain text',true",
    "ada,'$6$a:b',true",
  })
  void whatCouldMeanSomethingElseIsRefused(String user, String password, boolean encrypted) {
    AgentException failure =
        catchThrowableOfType(
            AgentException.class, () -> passwords().set(user, password, encrypted));
    assertThat(failure.code()).isEqualTo(ErrorCode.PASSWORD_RESET_FAILED);
    assertThat(programs.calls()).isEmpty();
  }

  @Test
  void aFailureDoesNotTellThePassword() {
    programs.answer("chpasswd", 1, "", "line 1: hunter2 is too simple");
    AgentException failure =
        catchThrowableOfType(AgentException.class, () -> passwords().set("ada", "hunter2", false));
    assertThat(failure.code()).isEqualTo(ErrorCode.PASSWORD_RESET_FAILED);
    assertThat(failure.reason()).contains("too simple").doesNotContain("hunter2");
  }
}
