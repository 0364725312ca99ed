package io.quantix.agent.display;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The screens of KDE's compositor, by its {@code kscreen-doctor}: with the modes that they have.
 */
final class KScreenDisplays {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern OUTPUT =
      Pattern.compile("Output: (\\d{1,6}) (\\S+)(.*?)(?=Output: |\\z)", Pattern.DOTALL);
  private static final Pattern STATE = Pattern.compile("^[^:]*\\benabled\\b");
  private static final Pattern FIRST = Pattern.compile("\\bpriority 1\\b|\\bprimary\\b");
  private static final Pattern MODE =
      Pattern.compile(
          "(?<=\\s)(\\S{1,64}?):(\\d{1,6})x(\\d{1,6})@([\\d.]{1,12})([*!]*)(?=\\s|\\z)");

  private final Programs programs;

  KScreenDisplays(Programs programs) {
    this.programs = programs;
  }

  record Mode(String id, int width, int height, double rate, boolean current) {}

  record Output(String name, boolean enabled, boolean first, List<Mode> modes) {
    Output {
      modes = List.copyOf(modes);
    }

    Optional<Mode> current() {
      return modes.stream().filter(Mode::current).findFirst();
    }
  }

  /** Its screens; none if there is no such program, or it has nothing to say. */
  List<Output> outputs() throws IOException {
    if (programs.find("kscreen-doctor").isEmpty()) {
      return List.of();
    }
    Program.Output said = programs.run("kscreen-doctor", "-o");
    return said.ok() ? parse(said.text()) : List.of();
  }

  static List<Output> parse(String text) {
    return OUTPUT
        .matcher(COLOUR.matcher(text).replaceAll(""))
        .results()
        .map(output ->
            new Output(
                output.group(2),
                STATE.matcher(output.group(3)).find(),
                FIRST.matcher(output.group(3)).find(),
                MODE.matcher(output.group(3))
                    .results()
                    .map(mode ->
                        new Mode(
                            mode.group(1),
                            Integer.parseInt(mode.group(2)),
                            Integer.parseInt(mode.group(3)),
                            Double.parseDouble(mode.group(4)),
                            mode.group(5).contains("*")))
                    .toList()))
        .toList();
  }

  /** Sets a mode of that size. */
  Displays.Resized resize(List<Output> outputs, int width, int height, String displayId)
      throws AgentException, IOException {
    Output output =
        outputs.stream()
            .filter(one -> displayId.isEmpty() ? one.enabled() : one.name().equals(displayId))
            .max(Comparator.comparing(Output::first))
            .orElseThrow(() -> Displays.notFound(displayId));
    Mode mode =
        output.modes().stream()
            .filter(one -> one.width() == width && one.height() == height)
            .max(Comparator.comparingDouble(Mode::rate))
            .orElseThrow(() -> Displays.noSuchMode(output.name(), width, height));
    Program.Output set =
        programs.run("kscreen-doctor", "output." + output.name() + ".mode." + mode.id());
    Optional<Mode> now =
        outputs().stream()
            .filter(one -> one.name().equals(output.name()))
            .findFirst()
            .flatMap(Output::current);
    if (!set.ok() || now.isEmpty() || !now.get().id().equals(mode.id())) {
      throw new AgentException(
          ErrorCode.DISPLAY_RESIZE_FAILED,
          "The compositor has not taken the size: " + set.complaint(),
          output.name());
    }
    return new Displays.Resized(width, height, output.name(), "kscreen-doctor");
  }
}
