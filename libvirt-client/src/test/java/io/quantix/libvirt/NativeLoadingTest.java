package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.LabHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When libvirt's own library and JNA are loaded, and what is said when they are not there. */
class NativeLoadingTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  /** Connects, lists, and tells which of the libraries this process has in memory. */
  static final class Lister {
    private Lister() {}

    /** Its argument is the URI. */
    public static void main(String[] arguments) throws IOException {
      try (Connection host = Libvirt.connect(arguments[0], ConnectOptions.defaults())) {
        System.out.println("domains " + !host.inventory().isEmpty());
      } catch (LibvirtException e) {
        System.out.println(e.kind() + ": " + e.getMessage() + " - " + e.hint());
      }
      String maps = Files.readString(Path.of("/proc/self/maps"));
      System.out.println("libvirt.so " + maps.contains("/libvirt.so"));
      System.out.println("jnidispatch " + (maps.contains("jna") || maps.contains("jnidispatch")));
    }
  }

  private static String run(String classPath, String uri, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Lister.class.getName(), uri));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).describedAs(said).isZero();
    return said;
  }

  private static final String ALL = System.getProperty("java.class.path");

  @Test
  void whoTalksToADaemonLoadsNeither() throws Exception {
    assertThat(run(ALL, LAB.testDriverUri(), "-verbose:class"))
        .contains("domains true", "libvirt.so false", "jnidispatch false")
        .doesNotContain("com.sun.jna", "org.libvirt.", "nativelib");
  }

  @Test
  void whoOpensWhatLibvirtItselfDrivesLoadsBoth() throws Exception {
    assertThat(run(ALL, "test:///default"))
        .contains("domains true", "libvirt.so true", "jnidispatch true");
  }

  @Test
  void withoutJnaItSaysWhatIsMissing() throws Exception {
    String without =
        Arrays.stream(ALL.split(java.io.File.pathSeparator))
            .filter(entry -> !entry.contains("jna") && !entry.contains("libvirt-0"))
            .collect(Collectors.joining(java.io.File.pathSeparator));
    assertThat(run(without, "test:///default"))
        .contains("UNSUPPORTED", "'test:///default' needs JNA and libvirt-java", "jna-jpms");
    assertThat(run(without, LAB.testDriverUri())).contains("domains true");
  }

  @Test
  void withoutLibvirtItSaysWhatToInstall() throws Exception {
    // JNA looks in this folder, and by this name only.
    assertThat(run(ALL, "test:///default", "-Dquantix.libvirt.library=quantix-lab-none"))
        .contains("UNSUPPORTED", "libvirt's own library is needed", "libvirt0");
  }
}
