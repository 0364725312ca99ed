package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.PictureException;
import io.quantix.desktop.window.WindowLauncher;
import io.quantix.desktop.window.WindowLauncher.PictureRequest;
import io.quantix.desktop.window.WindowLauncher.PictureRequest.View;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix picture}: the real window, drawn without a display. */
@Command(
    name = "picture",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.picture.description}")
final class PictureCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{3,4})x(\\d{3,4})");

  // libvirt allows no slash in a name.
  private static final Pattern GUEST = Pattern.compile("([^/]+)/guest(?:/([a-z]+))?");

  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  enum Theme {
    LIGHT,
    DARK
  }

  @Parameters(paramLabel = "FILE.png", description = "${bundle:cli.picture.file}")
  Path file = Path.of("quantix.png");

  @Option(
      names = "--view",
      paramLabel = "list|vm:NAME[/guest[/PART]]|console:NAME[,NAME...]",
      defaultValue = "list",
      description = "${bundle:cli.picture.view}")
  String view = "list";

  @Option(
      names = "--theme",
      paramLabel = "light|dark",
      defaultValue = "light",
      description = "${bundle:cli.picture.theme}")
  Theme theme = Theme.LIGHT;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      defaultValue = "1280x800",
      description = "${bundle:cli.picture.size}")
  String size = "1280x800";

  @Override
  public Integer call() throws NoConnectionException, CommandFailedException {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new ParameterException(spec.commandLine(), Texts.text("cli.picture.bad-size", size));
    }
    PictureRequest request =
        request(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    try {
      WindowLauncher.picture(request);
    } catch (PictureException e) {
      String why = String.valueOf(e.getMessage());
      if (e.noConnection()) {
        throw new NoConnectionException(why, "");
      }
      throw new CommandFailedException(why, "", e);
    }
    return ExitStatus.DONE;
  }

  private PictureRequest request(int width, int height) {
    boolean dark = theme == Theme.DARK;
    String uri = quantix.host.resolve();
    if (view.equals("list")) {
      return new PictureRequest(uri, file, View.LIST, "", "", dark, width, height);
    }
    if (view.startsWith("vm:") && view.length() > 3) {
      String vm = view.substring(3);
      Matcher guest = GUEST.matcher(vm);
      return guest.matches()
          ? new PictureRequest(
              uri,
              file,
              View.GUEST,
              guest.group(1),
              Optional.ofNullable(guest.group(2)).orElse(""),
              dark,
              width,
              height)
          : new PictureRequest(uri, file, View.VM, vm, "", dark, width, height);
    }
    if (view.startsWith("console:") && view.length() > 8) {
      return new PictureRequest(
          uri, file, View.CONSOLE, view.substring(8), "", dark, width, height);
    }
    throw new ParameterException(spec.commandLine(), Texts.text("cli.picture.bad-view", view));
  }
}
