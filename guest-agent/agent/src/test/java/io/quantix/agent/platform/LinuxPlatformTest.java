package io.quantix.agent.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.command.CollectedOutput;
import io.quantix.agent.command.CommandOutput;
import io.quantix.agent.command.CommandRequest;
import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.config.ConfigReader;
import io.quantix.agent.config.Places;
import io.quantix.agent.freeze.FileSystemFreezer;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it on this very system, with a configuration as an owner writes it. */
class LinuxPlatformTest {
  @TempDir Path folder;

  private static Platform platform(String text) {
    AgentConfig config = new ConfigReader(Places.LINUX).read(text, Map.of()).config();
    return new LinuxPlatform(
        config,
        new FileSystemFreezer.Listener() {
          @Override
          public void freezing() {}

          @Override
          public void thawed() {}
        },
        late -> {});
  }

  @Test
  void itKnowsTheSystemThatItRunsOn() throws Exception {
    Platform platform = platform("");
    assertThat(platform.identity().kernel()).isEqualTo(System.getProperty("os.version"));
    assertThat(platform.identity().osId()).isNotEmpty();
    assertThat(platform.identity().hostname())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    assertThat(platform.bootId()).hasSize(36);
    assertThat(platform.uptime()).isPositive();
    assertThat(platform.telemetry().memory().total())
        .isEqualTo(platform.hardware().memory().total());
    assertThat(platform.users()).isNotNull();
    assertThat(platform.processes("", false, 0).total()).isPositive();
    assertThat(platform.software().list("", 1).total()).isPositive();
    assertThat(InetAddress.getLoopbackAddress().getHostAddress())
        .isNotIn(platform.telemetry().addresses());
    assertThat(platform.freezer().frozen()).isFalse();
  }

  @Test
  void theOwnersConfigurationHolds() throws Exception {
    Platform platform =
        platform(
            """
            max_chunk_size: 4096
            security:
              command_allowlist: [/usr/bin/id]
              deny_file_read_paths: [/etc/shadow]
              terminal: false
            """);
    CollectedOutput output = new CollectedOutput(1_000);
    assertThat(
            platform
                .commands()
                .start(CommandRequest.of("id", "-u"), false, output)
                .await()
                .exitCode())
        .isZero();
    assertThat(
            new String(output.bytes(CommandOutput.Channel.OUTPUT), StandardCharsets.UTF_8).strip())
        .matches("[0-9]+");
    assertThat(
            catchThrowableOfType(
                    AgentException.class,
                    () -> platform.commands().start(CommandRequest.of("ls"), false, output))
                .code())
        .isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
    assertThat(
            catchThrowableOfType(
                    AgentException.class, () -> platform.files().read("/etc/shadow", 0, 0))
                .code())
        .isEqualTo(ErrorCode.READ_PATH_BLOCKED);
    Path large = Files.write(folder.resolve("large"), new byte[10_000]);
    assertThat(platform.files().read(large.toRealPath().toString(), 0, 0).data()).hasSize(4_096);
  }
}
