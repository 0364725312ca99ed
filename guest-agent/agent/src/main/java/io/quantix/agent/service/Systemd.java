package io.quantix.agent.service;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** systemd, by {@code systemctl}. */
final class Systemd extends ServiceManager {
  private static final String PROPERTIES =
      "--property=Id,Description,LoadState,ActiveState,SubState,UnitFileState,MainPID,MemoryCurrent";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Programs programs;

  Systemd(Programs programs) {
    this.programs = programs;
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  List<ServiceEntry> all(boolean includeDisabled) throws IOException {
    Program.Output loaded =
        programs.run("systemctl", "show", "--no-pager", "--all", PROPERTIES, "--", "*.service");
    if (!loaded.ok()) {
      throw new IOException(loaded.complaint());
    }
    Map<String, ServiceEntry> found = new LinkedHashMap<>();
    for (Map<String, String> unit : units(loaded.text())) {
      if (!unit.getOrDefault("LoadState", "").equals("not-found")) {
        ServiceEntry entry = entry(unit);
        found.put(entry.name(), entry);
      }
    }
    Program.Output files =
        programs.run("systemctl", "list-unit-files", "--no-pager", "--no-legend", "--type=service");
    for (String line : files.text().lines().toList()) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length >= 2 && !words[0].contains("@.")) {
        String name = plain(words[0]);
        found.putIfAbsent(
            name,
            new ServiceEntry(
                name, name, ServiceEntry.State.STOPPED, startType(words[1]), "", 0, 0));
      }
    }
    return found.values().stream()
        .filter(entry ->
            includeDisabled
                || entry.startType() == ServiceEntry.StartType.AUTO
                || entry.state() != ServiceEntry.State.STOPPED)
        .toList();
  }

  @Override
  Optional<ServiceEntry> one(String service) throws IOException {
    String unit = service.endsWith(".service") ? service : service + ".service";
    Program.Output shown = programs.run("systemctl", "show", "--no-pager", PROPERTIES, "--", unit);
    if (!shown.ok()) {
      throw new IOException(shown.complaint());
    }
    return units(shown.text()).stream()
        .filter(values -> !values.getOrDefault("LoadState", "").equals("not-found"))
        .map(Systemd::entry)
        .findFirst();
  }

  @Override
  String act(String service, Action action) throws IOException {
    String unit = service.endsWith(".service") ? service : service + ".service";
    Program.Output done =
        programs.run(
            LIMIT,
            "systemctl",
            action.name().toLowerCase(Locale.ROOT),
            "--no-ask-password",
            "--",
            unit);
    return done.ok() ? "" : done.complaint();
  }

  /** What {@code systemctl show} prints: blocks of {@code Key=value}. */
  static List<Map<String, String>> units(String text) {
    List<Map<String, String>> units = new ArrayList<>();
    Map<String, String> unit = new HashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        unit.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!unit.isEmpty()) {
        units.add(unit);
        unit = new HashMap<>();
      }
    }
    if (!unit.isEmpty()) {
      units.add(unit);
    }
    return units;
  }

  private static ServiceEntry entry(Map<String, String> unit) {
    String name = plain(unit.getOrDefault("Id", ""));
    String description = unit.getOrDefault("Description", "");
    return new ServiceEntry(
        name,
        description.isEmpty() ? name : description,
        state(unit.getOrDefault("ActiveState", ""), unit.getOrDefault("SubState", "")),
        startType(unit.getOrDefault("UnitFileState", "")),
        description,
        (int) number(unit.getOrDefault("MainPID", "")),
        number(unit.getOrDefault("MemoryCurrent", "")));
  }

  private static String plain(String unit) {
    return unit.endsWith(".service") ? unit.substring(0, unit.length() - 8) : unit;
  }

  private static ServiceEntry.State state(String active, String sub) {
    return switch (active) {
      case "active", "reloading" -> ServiceEntry.State.RUNNING;
      case "inactive" -> ServiceEntry.State.STOPPED;
      case "activating" ->
          sub.equals("auto-restart") ? ServiceEntry.State.FAILED : ServiceEntry.State.STARTING;
      case "deactivating" -> ServiceEntry.State.STOPPING;
      case "failed" -> ServiceEntry.State.FAILED;
      default -> ServiceEntry.State.UNKNOWN;
    };
  }

  private static ServiceEntry.StartType startType(String state) {
    return switch (state) {
      case "enabled", "enabled-runtime", "alias" -> ServiceEntry.StartType.AUTO;
      case "static", "indirect", "generated", "transient", "linked" ->
          ServiceEntry.StartType.MANUAL;
      case "disabled", "masked", "masked-runtime", "bad" -> ServiceEntry.StartType.DISABLED;
      default -> ServiceEntry.StartType.UNKNOWN;
    };
  }

  /** "[not set]", and a number that means the same, are none. */
  private static long number(String text) {
    try {
      return Math.max(0, Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
