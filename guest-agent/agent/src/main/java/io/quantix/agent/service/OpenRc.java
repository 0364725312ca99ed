package io.quantix.agent.service;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** OpenRC, by its state in {@code /run/openrc} and {@code rc-service}. */
final class OpenRc extends ServiceManager {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> RUNLEVELS = List.of("sysinit", "boot", "default");

  private final SystemFiles files;
  private final Programs programs;

  OpenRc(SystemFiles files, Programs programs) {
    this.files = files;
    this.programs = programs;
  }

  @Override
  public String name() {
    return "openrc";
  }

  @Override
  List<ServiceEntry> all(boolean includeDisabled) {
    Set<String> automatic = new HashSet<>();
    for (String level : RUNLEVELS) {
      automatic.addAll(files.names("etc/runlevels/" + level));
    }
    List<ServiceEntry> found = new ArrayList<>();
    for (String name : files.names("etc/init.d")) {
      ServiceEntry entry = entry(name, automatic.contains(name));
      if (isService(name)
          && (includeDisabled
              || automatic.contains(name)
              || entry.state() != ServiceEntry.State.STOPPED)) {
        found.add(entry);
      }
    }
    return found;
  }

  private boolean isService(String name) {
    return !name.equals("functions.sh") && !name.endsWith(".sh") && !name.startsWith(".");
  }

  @Override
  Optional<ServiceEntry> one(String service) {
    if (service.contains("/") || !files.exists("etc/init.d/" + service) || !isService(service)) {
      return Optional.empty();
    }
    boolean automatic =
        RUNLEVELS.stream()
            .anyMatch(level -> files.names("etc/runlevels/" + level).contains(service));
    return Optional.of(entry(service, automatic));
  }

  private ServiceEntry entry(String name, boolean automatic) {
    String description = description(name);
    int pid = pid(name);
    return new ServiceEntry(
        name,
        name,
        state(name),
        automatic ? ServiceEntry.StartType.AUTO : ServiceEntry.StartType.DISABLED,
        description,
        pid,
        0);
  }

  private ServiceEntry.State state(String name) {
    if (files.exists("run/openrc/failed/" + name)) {
      return ServiceEntry.State.FAILED;
    }
    if (files.exists("run/openrc/starting/" + name)) {
      return ServiceEntry.State.STARTING;
    }
    if (files.exists("run/openrc/stopping/" + name)) {
      return ServiceEntry.State.STOPPING;
    }
    return files.exists("run/openrc/started/" + name)
        ? ServiceEntry.State.RUNNING
        : ServiceEntry.State.STOPPED;
  }

  /** Of its first daemon, which OpenRC keeps a note of. */
  private int pid(String name) {
    try {
      for (String line : files.lines("run/openrc/daemons/" + name + "/001")) {
        if (line.startsWith("pidfile=/")) {
          return (int) files.number(line.substring(9).strip(), 0);
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  private String description(String name) {
    try {
      for (String line : files.lines("etc/init.d/" + name)) {
        if (line.startsWith("description=")) {
          return line.substring(12).replaceAll("^[\"']|[\"']$", "");
        }
      }
    } catch (IOException e) {
      return "";
    }
    return "";
  }

  @Override
  String act(String service, Action action) throws IOException {
    Program.Output done =
        switch (action) {
          case START, STOP, RESTART ->
              programs.run(
                  LIMIT,
                  "rc-service",
                  "--nocolor",
                  service,
                  action.name().toLowerCase(Locale.ROOT));
          case ENABLE -> programs.run("rc-update", "add", service, "default");
          case DISABLE -> programs.run("rc-update", "--all", "del", service);
        };
    return done.ok() ? "" : done.complaint();
  }
}
