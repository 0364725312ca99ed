package io.quantix.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways around the lists of commands, each of which is refused with its code. */
class CommandPolicyTest {
  private static final CommandPolicy OPEN = new CommandPolicy(Policies.of(""));
  private static final CommandPolicy ALLOW =
      new CommandPolicy(Policies.of("command_allowlist: [/usr/bin/id, /bin/cat]"));
  private static final CommandPolicy BLOCK =
      new CommandPolicy(Policies.of("command_blocklist: [/bin/rm, /usr/bin/whoami]"));
  private static final CommandPolicy BOTH =
      new CommandPolicy(
          Policies.of(
              "command_allowlist: [/usr/bin/id, /usr/bin/env]\ncommand_blocklist: [/usr/bin/id]"));

  @TempDir Path folder;

  @BeforeEach
  void traps() throws Exception {
    Files.createSymbolicLink(folder.resolve("cat"), Path.of("/bin/rm"));
    Files.createSymbolicLink(folder.resolve("innocent"), Path.of("/usr/bin/whoami"));
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    Files.createSymbolicLink(folder.resolve("bin"), Path.of("/usr/bin"));
    Path script = Files.writeString(folder.resolve("id"), "#!/bin/sh\necho mine\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void linksOutOfTheFolderGoFirst() throws Exception {
    for (String link : new String[] {"cat", "innocent", "bin"}) {
      Files.deleteIfExists(folder.resolve(link));
    }
  }

  private static AgentException refused(CommandPolicy policy, String command) {
    return refused(policy, command, Map.of());
  }

  private static AgentException refused(
      CommandPolicy policy, String command, Map<String, String> environment) {
    return catchThrowableOfType(AgentException.class, () -> policy.resolve(command, environment));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/whoami",
    "whoami",
    "FOLDER/cat",
    "FOLDER/id",
    "FOLDER/bin/whoami",
    "/usr/bin/../bin/whoami",
    "./id",
    "../../usr/bin/whoami",
    "usr/bin/whoami",
    "/proc/self/root/usr/bin/whoami",
    "/proc/self/exe",
    "/bin/sh",
    "/usr/bin/cat;whoami",
    "'cat /etc/shadow'",
    "$(whoami)",
    "`whoami`",
    "/usr/bin/ｉd",
    "/usr/bin/id\u200B",
    "/usr/bin/ID",
    "/nowhere/at/all",
    "FOLDER/loop",
    "FOLDER",
    "/etc/passwd",
    "''",
  })
  void whatTheAllowListDoesNotNameIsRefusedAlike(String command) {
    AgentException refusal = refused(ALLOW, command.replace("FOLDER", folder.toString()));
    if (command.isEmpty()) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.COMMAND_NOT_FOUND);
      return;
    }
    assertThat(refusal.code()).isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
    assertThat(refusal.reason()).isEqualTo("The policy of this guest does not allow this command");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/id,/usr/bin/id",
    "id,/usr/bin/id",
    "/bin/id,/usr/bin/id",
    "/usr/bin/cat,/usr/bin/cat",
    "/usr/sbin/../bin/cat,/usr/bin/cat",
    "/proc/self/root/usr/bin/id,/usr/bin/id",
  })
  void whatItNamesRunsByWhateverPathLeadsThere(String command, Path started) throws Exception {
    assertThat(ALLOW.resolve(command, Map.of()).toRealPath()).isEqualTo(started.toRealPath());
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/rm",
    "/usr/bin/rm",
    "rm",
    "FOLDER/cat",
    "FOLDER/innocent",
    "/usr/sbin/../bin/rm",
    "/proc/self/root/bin/rm",
    "sh",
    "/bin/bash",
    "env",
    "/usr/bin/xargs",
    "find",
    "/usr/bin/perl",
    "timeout",
    "nohup",
    "setsid",
    "/lib64/ld-linux-x86-64.so.2",
  })
  void theBlockListHoldsForLinksAndForWhatRunsOthers(String command) {
    AgentException refusal = refused(BLOCK, command.replace("FOLDER", folder.toString()));
    assertThat(refusal.code()).isEqualTo(ErrorCode.COMMAND_BLOCKED);
  }

  @Test
  void aHardLinkToABlockedProgramIsBlocked() throws Exception {
    Path program = Files.copy(Path.of("/usr/bin/whoami"), folder.resolve("program"));
    Path link = Files.createLink(folder.resolve("other-name"), program);
    CommandPolicy policy = new CommandPolicy(Policies.of("command_blocklist: [" + program + "]"));
    assertThat(refused(policy, link.toString()).code()).isEqualTo(ErrorCode.COMMAND_BLOCKED);
  }

  @Test
  void whatOthersMayReplaceIsNotRunUnderAList() throws Exception {
    Path mine = folder.resolve("id");
    CommandPolicy policy = new CommandPolicy(Policies.of("command_allowlist: [" + mine + "]"));
    AgentException refusal = refused(policy, mine.toString());
    assertThat(refusal.code()).isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
    assertThat(refusal.reason()).contains("put another program in the place");
    Path through = folder.resolve("bin/id");
    assertThat(refused(ALLOW, through.toString()).code()).isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "BASH_ENV", "IFS", "PAGER", "PYTHONPATH"})
  void variablesThatCarryCodeAreRefusedUnderAList(String variable) {
    AgentException refusal = refused(ALLOW, "/usr/bin/id", Map.of(variable, folder.toString()));
    assertThat(refusal.code()).isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
    assertThat(refusal.context()).contains(variable);
    assertThat(refused(BLOCK, "/usr/bin/id", Map.of(variable, "x")).code())
        .isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
  }

  @Test
  void harmlessVariablesPass() throws Exception {
    ALLOW.resolve("id", Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C", "TZ", "UTC"));
    OPEN.resolve("id", Map.of("PATH", "/opt/bin"));
  }

  @Test
  void theBlockListWinsAndAListedLauncherRuns() throws Exception {
    assertThat(refused(BOTH, "/usr/bin/id").code()).isEqualTo(ErrorCode.COMMAND_BLOCKED);
    assertThat(BOTH.resolve("env", Map.of())).isEqualTo(Path.of("/usr/bin/env"));
  }

  @Test
  void withoutListsAllRunsAndAPathOfTheRequestIsNotSearched() throws Exception {
    assertThat(OPEN.resolve("sh", Map.of()).toRealPath())
        .isEqualTo(Path.of("/bin/sh").toRealPath());
    assertThat(OPEN.resolve(folder.resolve("id").toString(), Map.of()).toRealPath())
        .isEqualTo(folder.resolve("id").toRealPath());
    Files.move(folder.resolve("id"), folder.resolve("quantix-only-here"));
    assertThat(refused(OPEN, "quantix-only-here", Map.of("PATH", folder.toString())).code())
        .isEqualTo(ErrorCode.COMMAND_NOT_FOUND);
    assertThat(refused(OPEN, "bin/id").code()).isEqualTo(ErrorCode.COMMAND_NOT_FOUND);
  }

  @Test
  void oneOfManyProgramsInOneFileIsToldByItsName() throws Exception {
    Path many = Files.copy(Path.of("/usr/bin/true"), folder.resolve("busybox"));
    Path ls = Files.createSymbolicLink(folder.resolve("ls"), many);
    Path sh = Files.createSymbolicLink(folder.resolve("sh"), many);
    CommandPolicy policy = new CommandPolicy(Policies.of("command_blocklist: [" + sh + "]"));
    assertThat(refused(policy, sh.toString()).code()).isEqualTo(ErrorCode.COMMAND_BLOCKED);
    assertThat(refused(policy, many.toString()).code()).isEqualTo(ErrorCode.COMMAND_BLOCKED);
    CommandPolicy allow = new CommandPolicy(Policies.of("command_allowlist: [" + ls + "]"));
    assertThat(refused(allow, sh.toString()).reason()).contains("does not allow");
  }

  @Test
  void portsAreForwardedOnlyToWhereTheOwnerSays() throws Exception {
    ForwardPolicy local = new ForwardPolicy(Policies.of(""));
    assertThat(local.allow("", 22)).isEqualTo("127.0.0.1");
    assertThat(local.allow("localhost", 80)).isEqualTo("127.0.0.1");
    assertThat(local.allow("::1", 80)).isEqualTo("::1");
    for (String other : new String[] {"10.0.0.1", "127.0.0.2", "0.0.0.0", "127.1", "example.org"}) {
      assertThat(catchThrowableOfType(AgentException.class, () -> local.allow(other, 80)).code())
          .isEqualTo(ErrorCode.FEATURE_DISABLED);
    }
    ForwardPolicy one = new ForwardPolicy(Policies.of("port_forward_targets: [\"10.0.0.1:443\"]"));
    assertThat(one.allow("10.0.0.1", 443)).isEqualTo("10.0.0.1");
    assertThat(catchThrowableOfType(AgentException.class, () -> one.allow("10.0.0.1", 80)).code())
        .isEqualTo(ErrorCode.FEATURE_DISABLED);
    assertThat(catchThrowableOfType(AgentException.class, () -> one.allow("10.0.0.1", 0)).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }
}
