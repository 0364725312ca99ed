package io.quantix.agent.display;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The screens of GNOME's compositor, by its D-Bus interface {@code org.gnome.Mutter.DisplayConfig}:
 * of all screens together, and with the modes that they have alone. Its answers are read as {@code
 * gdbus} prints them, in GVariant's text format.
 */
final class MutterDisplays {
  private static final String NAME = "org.gnome.Mutter.DisplayConfig";

  /** Until the screens change again, without the question whether to keep it. */
  private static final String TEMPORARY = "1";

  private static final String TEXT = "(?:'[^']*'|\"[^\"]*\")";
  private static final Pattern SERIAL = Pattern.compile("^\\(uint32 (\\d+),");
  private static final Pattern MONITOR =
      Pattern.compile("\\(\\('([^']*)', " + TEXT + ", " + TEXT + ", " + TEXT + "\\), \\[");
  private static final Pattern MODE =
      Pattern.compile(
          "\\('([0-9A-Za-z@.+_-]+)', (\\d{1,6}), (\\d{1,6}), ([\\d.]+), [\\d.]+, \\[([^]]*)\\],"
              + " (?:@a\\{sv\\} )?\\{([^}]*)\\}\\)");
  private static final Pattern LOGICAL =
      Pattern.compile(
          "\\((-?\\d{1,6}), -?\\d{1,6}, ([\\d.]{1,20}), (?:uint32 )?(\\d), (true|false),"
              + " \\[(.*?)\\], ");
  private static final Pattern PART = Pattern.compile("\\('([^']*)', ");
  private static final Pattern LOGICAL_PIXELS = Pattern.compile("'layout-mode': <uint32 1>");

  private final Programs programs;

  MutterDisplays(Programs programs) {
    this.programs = programs;
  }

  record Mode(String id, int width, int height, double rate, List<String> scales, boolean current) {
    Mode {
      scales = List.copyOf(scales);
    }
  }

  record Monitor(String connector, List<Mode> modes) {
    Monitor {
      modes = List.copyOf(modes);
    }

    Optional<Mode> current() {
      return modes.stream().filter(Mode::current).findFirst();
    }
  }

  /** What one or more monitors show. */
  record Logical(int x, String scale, int transform, boolean primary, List<String> connectors) {
    Logical {
      connectors = List.copyOf(connectors);
    }
  }

  record State(
      String serial, List<Monitor> monitors, List<Logical> logicals, boolean logicalPixels) {
    State {
      monitors = List.copyOf(monitors);
      logicals = List.copyOf(logicals);
    }

    Optional<Monitor> monitor(String connector) {
      return monitors.stream().filter(one -> one.connector().equals(connector)).findFirst();
    }
  }

  /** What the compositor says; nothing if it is another one. */
  Optional<State> state() throws IOException {
    if (programs.find("gdbus").isEmpty()) {
      return Optional.empty();
    }
    Program.Output said = call("GetCurrentState");
    return said.ok() ? parse(said.text().strip()) : Optional.empty();
  }

  private Program.Output call(String method, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "call",
                "--session",
                "--timeout",
                "20",
                "--dest",
                NAME,
                "--object-path",
                "/org/gnome/Mutter/DisplayConfig",
                "--method",
                NAME + "." + method));
    words.addAll(List.of(arguments));
    return programs.run("gdbus", words.toArray(String[]::new));
  }

  static Optional<State> parse(String text) {
    Matcher serial = SERIAL.matcher(text);
    if (!serial.find()) {
      return Optional.empty();
    }
    List<Monitor> monitors = new ArrayList<>();
    Matcher logical = LOGICAL.matcher(text);
    int end = logical.find() ? logical.start() : text.length();
    Matcher monitor = MONITOR.matcher(text);
    boolean more = monitor.find() && monitor.start() < end;
    while (more) {
      String connector = monitor.group(1);
      int from = monitor.end();
      more = monitor.find() && monitor.start() < end;
      monitors.add(
          new Monitor(connector, modes(text.substring(from, more ? monitor.start() : end))));
    }
    List<Logical> logicals = new ArrayList<>();
    logical.reset();
    while (logical.find()) {
      logicals.add(
          new Logical(
              Integer.parseInt(logical.group(1)),
              logical.group(2),
              Integer.parseInt(logical.group(3)),
              logical.group(4).equals("true"),
              PART.matcher(logical.group(5)).results().map(part -> part.group(1)).toList()));
    }
    return Optional.of(
        new State(serial.group(1), monitors, logicals, LOGICAL_PIXELS.matcher(text).find()));
  }

  private static List<Mode> modes(String text) {
    return MODE.matcher(text)
        .results()
        .map(mode ->
            new Mode(
                mode.group(1),
                Integer.parseInt(mode.group(2)),
                Integer.parseInt(mode.group(3)),
                Double.parseDouble(mode.group(4)),
                List.of(mode.group(5).split(", ", -1)),
                mode.group(6).contains("'is-current': <true>")))
        .toList();
  }

  /** Sets a mode of that size. */
  Displays.Resized resize(State state, int width, int height, String displayId)
      throws AgentException, IOException {
    String connector = displayId.isEmpty() ? usual(state) : displayId;
    Monitor monitor = state.monitor(connector).orElseThrow(() -> Displays.notFound(connector));
    Mode mode =
        monitor.modes().stream()
            .filter(one -> one.width() == width && one.height() == height)
            .max(Comparator.comparingDouble(Mode::rate))
            .orElseThrow(() -> Displays.noSuchMode(connector, width, height));
    Program.Output set =
        call(
            "ApplyMonitorsConfig", state.serial(), TEMPORARY, layout(state, connector, mode), "{}");
    Optional<Mode> now =
        state().flatMap(after -> after.monitor(connector)).flatMap(Monitor::current);
    if (!set.ok() || now.isEmpty() || !now.get().id().equals(mode.id())) {
      throw new AgentException(
          ErrorCode.DISPLAY_RESIZE_FAILED,
          "The compositor has not taken the size: " + set.complaint(),
          connector);
    }
    return new Displays.Resized(width, height, connector, "mutter");
  }

  private static String usual(State state) {
    return state.logicals().stream()
        .max(Comparator.comparing(Logical::primary))
        .flatMap(one -> one.connectors().stream().findFirst())
        .or(() -> state.monitors().stream().map(Monitor::connector).findFirst())
        .orElse("");
  }

  /** All that is shown now, side by side, with another mode for one of the monitors. */
  private static String layout(State state, String changed, Mode mode) {
    List<Logical> all = new ArrayList<>(state.logicals());
    if (all.stream().noneMatch(one -> one.connectors().contains(changed))) {
      all.add(new Logical(Integer.MAX_VALUE, "1.0", 0, all.isEmpty(), List.of(changed)));
    }
    all.sort(Comparator.comparingInt(Logical::x));
    List<String> parts = new ArrayList<>();
    int x = 0;
    for (Logical one : all) {
      List<String> monitors = new ArrayList<>();
      String scale = one.scale();
      int across = 0;
      for (String connector : one.connectors()) {
        Optional<Mode> shown =
            connector.equals(changed)
                ? Optional.of(mode)
                : state.monitor(connector).flatMap(Monitor::current);
        if (shown.isPresent()) {
          Mode its = shown.get();
          scale = its.scales().contains(scale) ? scale : "1.0";
          across = one.transform() % 2 == 0 ? its.width() : its.height();
          monitors.add("('" + connector + "', '" + its.id() + "', @a{sv} {})");
        }
      }
      if (monitors.isEmpty()) {
        continue;
      }
      parts.add(
          "(%d, 0, %s, uint32 %d, %s, [%s])"
              .formatted(x, scale, one.transform(), one.primary(), String.join(", ", monitors)));
      x += state.logicalPixels() ? (int) Math.round(across / Double.parseDouble(scale)) : across;
    }
    return "[" + String.join(", ", parts) + "]";
  }
}
