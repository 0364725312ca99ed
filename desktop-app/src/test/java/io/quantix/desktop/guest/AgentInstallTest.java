package io.quantix.desktop.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentInstallTest {
  @Test
  void aNewMachineGetsTheAgentAsItsPackagesSay() throws IOException {
    Path packages = Path.of("../installers/agent/cloud-init/quantix-agent.yaml");
    assertThat(AgentInstall.CLOUD_INIT.text())
        .startsWith("#cloud-config")
        .isEqualTo(Files.readString(packages).strip());
  }
}
