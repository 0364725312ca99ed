package io.quantix.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the lab's scripts and its built guest are. */
final class LabFiles {
  private LabFiles() {}

  /** A script in the folder {@code lab} of the source tree. */
  static Path script(String name) {
    Path fromClasses = upwards(codeSource(), name);
    Path found = fromClasses != null ? fromClasses : upwards(Path.of("").toAbsolutePath(), name);
    if (found == null) {
      throw new LabException(
          "Cannot find lab/" + name + "; the lab works only inside Quantix's source tree");
    }
    return found;
  }

  private static @Nullable Path upwards(@Nullable Path from, String name) {
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      for (Path candidate : List.of(folder.resolve(name), folder.resolve("lab").resolve(name))) {
        if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static @Nullable Path codeSource() {
    CodeSource source = LabFiles.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** The cache folder of this machine's user. */
  static Path cache() {
    String own = System.getenv("QUANTIX_LAB_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path root =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return root.resolve("quantix").resolve("lab");
  }

  /** The folder with the guest's kernel and initramfs, built if this is their first use here. */
  static Path guest() {
    return Path.of(
        Command.run(List.of(script("build-guest").toString()), Duration.ofMinutes(10)).strip());
  }

  /** The initramfs of that guest with the agent in it, built if the agent is another one by now. */
  static Path agent(Path guest) {
    return Path.of(
        Command.run(
                List.of(script("build-agent").toString(), guest.toString()), Duration.ofMinutes(10))
            .strip());
  }

  /** Whether a real boot has shown that KVM works here, or the guest must be emulated. */
  static boolean kvmWorks(Path guest) {
    return Command.run(
            List.of(script("probe-kvm").toString(), guest.toString()), Duration.ofMinutes(1))
        .strip()
        .equals("yes");
  }

  static String text(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
