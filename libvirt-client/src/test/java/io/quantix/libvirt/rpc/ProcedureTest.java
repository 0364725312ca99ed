package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProcedureTest {
  private static final List<Path> PUBLISHED =
      List.of(
          Path.of("/usr/share/libvirt/remote_protocol.x"),
          Path.of("/usr/share/doc/libvirt-dev/remote_protocol.x"),
          Path.of("/usr/include/libvirt/remote_protocol.x"));

  @Test
  void noNumberStandsForTwoCalls() {
    Set<String> numbers = new HashSet<>();
    for (Procedure procedure : Procedure.values()) {
      assertThat(numbers.add(procedure.program() + " " + procedure.number()))
          .describedAs(procedure.name())
          .isTrue();
    }
  }

  @Test
  void theTableAgreesWithAnInstalledProtocolFile() throws IOException {
    Path file = PUBLISHED.stream().filter(Files::exists).findFirst().orElse(Path.of(""));
    Assumptions.assumeTrue(!file.toString().isEmpty(), "no protocol file is installed here");
    String text = Files.readString(file);
    for (Procedure procedure : Procedure.values()) {
      if (procedure.program() != Program.REMOTE) {
        continue; // another file's
      }
      Matcher line = Pattern.compile("REMOTE_PROC_" + procedure.name() + " = (\\d+)").matcher(text);
      assertThat(line.find()).describedAs(procedure.name()).isTrue();
      assertThat(Integer.parseInt(line.group(1)))
          .describedAs(procedure.name())
          .isEqualTo(procedure.number());
    }
  }
}
