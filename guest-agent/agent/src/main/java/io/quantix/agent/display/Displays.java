package io.quantix.agent.display;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resizes the screens of a desktop: under X by {@code xrandr}, with a new mode where there is none
 * of the size; under Wayland by what the compositor has for it: {@code wlr-randr}, GNOME's D-Bus
 * interface, or KDE's {@code kscreen-doctor}.
 */
public final class Displays {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 16_384;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern OUTPUT =
      Pattern.compile("(\\S+) connected (primary )?(?:(\\d+)x(\\d+)\\+)?.*");

  private final Programs programs;
  private final boolean wayland;

  /**
   * Of a desktop.
   *
   * @param programs run in that desktop, as its user
   */
  public Displays(Programs programs, boolean wayland) {
    this.programs = programs;
    this.wayland = wayland;
  }

  /** What a screen is like now. */
  public record Resized(int width, int height, String displayId, String method) {}

  /**
   * A screen that something is connected to.
   *
   * @param modes their names, which are their sizes or begin with something else
   */
  record Output(String id, boolean primary, int width, int height, List<String> modes) {
    Output {
      modes = List.copyOf(modes);
    }
  }

  /**
   * Resizes one.
   *
   * @param dpi 0: as it was
   * @param displayId empty: the primary one, or the first
   */
  public Resized resize(int width, int height, int dpi, String displayId) throws AgentException {
    if (width < SMALLEST || height < SMALLEST || width > LARGEST || height > LARGEST || dpi < 0) {
      throw new AgentException(
          ErrorCode.RESOLUTION_NOT_SUPPORTED,
          "A screen has from " + SMALLEST + " to " + LARGEST + " pixels each way",
          width + "x" + height);
    }
    if (!displayId.isEmpty() && !ID.matcher(displayId).matches()) {
      throw notFound(displayId);
    }
    try {
      if (!wayland) {
        return underX(width, height, Math.min(dpi, 1_000), displayId);
      }
      return underWayland(width, height, displayId);
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.DISPLAY_RESIZE_FAILED,
          "The desktop could not be asked: " + Objects.toString(e.getMessage(), ""),
          e);
    }
  }

  static AgentException noSuchMode(String id, int width, int height) {
    return new AgentException(
        ErrorCode.RESOLUTION_NOT_SUPPORTED,
        "The screen has no mode of %d x %d, and its desktop makes none".formatted(width, height),
        id,
        "Resize through the screen's own device: the desktop follows it by itself",
        null);
  }

  static AgentException notFound(String id) {
    return new AgentException(
        ErrorCode.DISPLAY_NOT_FOUND, "No such screen is connected to this desktop", id);
  }

  private Resized underX(int width, int height, int dpi, String displayId)
      throws AgentException, IOException {
    if (programs.find("xrandr").isEmpty()) {
      throw new AgentException(
          ErrorCode.XRANDR_NOT_FOUND, "This guest has no xrandr to resize X's screens with");
    }
    Output output = chosen(outputs(), displayId);
    // X wants whole cells of eight pixels in a mode that is made; the host gets what it can have.
    String plain = width + "x" + height;
    int wide = output.modes().contains(plain) ? width : width - width % 8;
    String mode = output.modes().contains(wide + "x" + height) ? wide + "x" + height : "";
    if (mode.isEmpty()) {
      Modeline made = Modeline.of(wide, height);
      mode = made.name();
      if (!output.modes().contains(mode)) {
        List<String> words = new ArrayList<>(List.of("--newmode", mode));
        words.addAll(made.words());
        // It may be known from another screen, or from before.
        programs.run("xrandr", words.toArray(String[]::new));
        Program.Output added = programs.run("xrandr", "--addmode", output.id(), mode);
        if (!added.ok()) {
          throw new AgentException(
              ErrorCode.RESOLUTION_NOT_SUPPORTED,
              "The screen does not take a mode of that size: " + added.complaint(),
              output.id());
        }
      }
    }
    List<String> words = new ArrayList<>(List.of("--output", output.id(), "--mode", mode));
    if (dpi > 0) {
      words.addAll(List.of("--dpi", Integer.toString(dpi)));
    }
    Program.Output set = programs.run("xrandr", words.toArray(String[]::new));
    Output now = chosen(outputs(), output.id());
    if (!set.ok() || now.width() != wide || now.height() != height) {
      throw new AgentException(
          ErrorCode.DISPLAY_RESIZE_FAILED,
          "The screen has not taken the size: " + set.complaint(),
          output.id());
    }
    return new Resized(now.width(), now.height(), output.id(), "xrandr");
  }

  private static Output chosen(List<Output> outputs, String displayId) throws AgentException {
    Optional<Output> found =
        outputs.stream()
            .filter(
                output -> displayId.isEmpty() ? output.primary() : output.id().equals(displayId))
            .findFirst();
    if (found.isEmpty() && displayId.isEmpty()) {
      found = outputs.stream().findFirst();
    }
    return found.orElseThrow(() -> notFound(displayId));
  }

  private List<Output> outputs() throws AgentException, IOException {
    Program.Output query = programs.run("xrandr", "--query");
    if (!query.ok()) {
      throw new AgentException(
          ErrorCode.NO_DISPLAY_SERVER, "The X server does not answer: " + query.complaint());
    }
    return parse(query.text());
  }

  /** What {@code xrandr --query} prints: screens, and their modes indented below each. */
  static List<Output> parse(String text) {
    List<Output> outputs = new ArrayList<>();
    List<String> modes = new ArrayList<>();
    Optional<Matcher> current = Optional.empty();
    for (String line : text.lines().toList()) {
      if (line.startsWith(" ")) {
        modes.add(line.strip().split("\\s+", -1)[0]);
        continue;
      }
      current.ifPresent(matcher -> outputs.add(output(matcher, modes)));
      modes.clear();
      Matcher matcher = OUTPUT.matcher(line);
      current = matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
    current.ifPresent(matcher -> outputs.add(output(matcher, modes)));
    return outputs;
  }

  private static Output output(Matcher matcher, List<String> modes) {
    String width = matcher.group(3);
    String height = matcher.group(4);
    return new Output(
        matcher.group(1),
        matcher.group(2) != null,
        width == null ? 0 : Integer.parseInt(width),
        height == null ? 0 : Integer.parseInt(height),
        modes);
  }

  private Resized underWayland(int width, int height, String displayId)
      throws AgentException, IOException {
    String size = width + "x" + height;
    if (programs.find("wlr-randr").isPresent()) {
      Program.Output listed = programs.run("wlr-randr");
      if (listed.ok()) {
        String id = named(listed.text(), displayId);
        return set(width, height, id, "wlr-randr", "--output", id, "--on", "--custom-mode", size);
      }
    }
    MutterDisplays mutter = new MutterDisplays(programs);
    Optional<MutterDisplays.State> gnome = mutter.state();
    if (gnome.isPresent()) {
      return mutter.resize(gnome.get(), width, height, displayId);
    }
    KScreenDisplays kscreen = new KScreenDisplays(programs);
    List<KScreenDisplays.Output> plasma = kscreen.outputs();
    if (!plasma.isEmpty()) {
      return kscreen.resize(plasma, width, height, displayId);
    }
    throw new AgentException(
        ErrorCode.DISPLAY_RESIZE_FAILED,
        "This Wayland desktop has no program that resizes its screens",
        "wlr-randr, gdbus, kscreen-doctor",
        "Resize through the screen's own device: most Wayland desktops follow it by themselves",
        null);
  }

  /** The first word of the first line of a screen. */
  private static String named(String text, String displayId) throws AgentException {
    List<String> names =
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .map(line -> line.split(" ", -1)[0])
            .filter(name -> ID.matcher(name).matches())
            .toList();
    return names.stream()
        .filter(name -> displayId.isEmpty() || name.equals(displayId))
        .findFirst()
        .orElseThrow(() -> notFound(displayId));
  }

  private Resized set(int width, int height, String id, String program, String... words)
      throws AgentException, IOException {
    Program.Output output = programs.run(program, words);
    if (!output.ok()) {
      throw new AgentException(
          ErrorCode.DISPLAY_RESIZE_FAILED, program + " says: " + output.complaint(), id);
    }
    return new Resized(width, height, id, program);
  }
}
