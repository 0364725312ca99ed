package io.quantix.agent.software;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Lists packages from the database of the guest's package manager: dpkg, apk and pacman are read as
 * files, rpm is asked. No program that was found installed is ever run.
 */
public final class SoftwareInventory {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RPM_FORMAT =
      "%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{VENDOR}\\t%{INSTALLTIME}\\t%{SIZE}\\t%{ARCH}\\n";

  private final SystemFiles files;
  private final Programs programs;

  /** Of a system. */
  public SoftwareInventory(SystemFiles files, Programs programs) {
    this.files = files;
    this.programs = programs;
  }

  /**
   * A page of it.
   *
   * @param manager {@code dpkg}, {@code rpm}, {@code apk} or {@code pacman}
   * @param total how many the filter lets through
   */
  public record Listing(List<SoftwareEntry> packages, String manager, int total) {

    /** Copies the list. */
    public Listing {
      packages = List.copyOf(packages);
    }
  }

  /**
   * Lists packages by name.
   *
   * @param filter part of the name, in any case; empty for all
   * @param maxEntries 0 for all
   * @throws AgentException {@link ErrorCode#NOT_AVAILABLE} if no known package manager is there
   */
  public Listing list(String filter, int maxEntries) throws AgentException {
    try {
      if (files.exists("var/lib/dpkg/status")) {
        return page("dpkg", Dpkg.read(files), filter, maxEntries);
      }
      if (files.exists("lib/apk/db/installed")) {
        return page("apk", Apk.read(files, "lib/apk/db/installed"), filter, maxEntries);
      }
      if (files.exists("usr/lib/apk/db/installed")) {
        return page("apk", Apk.read(files, "usr/lib/apk/db/installed"), filter, maxEntries);
      }
      if (files.exists("var/lib/pacman/local")) {
        return page("pacman", Pacman.read(files), filter, maxEntries);
      }
      if (programs.find("rpm").isPresent()) {
        Program.Output output = programs.run(LIMIT, "rpm", "-qa", "--queryformat", RPM_FORMAT);
        if (!output.ok()) {
          throw new IOException(output.complaint());
        }
        return page("rpm", Rpm.parse(output.text()), filter, maxEntries);
      }
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.NOT_AVAILABLE,
          "The database of packages cannot be read: " + Objects.toString(e.getMessage(), ""),
          e);
    }
    throw new AgentException(
        ErrorCode.NOT_AVAILABLE, "This guest has none of dpkg, rpm, apk and pacman");
  }

  private static Listing page(
      String manager, List<SoftwareEntry> all, String filter, int maxEntries) {
    String wanted = filter.toLowerCase(Locale.ROOT);
    List<SoftwareEntry> matching =
        all.stream()
            .filter(entry -> entry.name().toLowerCase(Locale.ROOT).contains(wanted))
            .sorted(
                Comparator.comparing(SoftwareEntry::name)
                    .thenComparing(SoftwareEntry::architecture))
            .toList();
    int most = maxEntries <= 0 ? matching.size() : Math.min(maxEntries, matching.size());
    return new Listing(matching.subList(0, most), manager, matching.size());
  }
}
