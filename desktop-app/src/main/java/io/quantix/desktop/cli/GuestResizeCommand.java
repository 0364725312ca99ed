package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.DisplayResizeResponse;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code quantix guest resize}: another size for a guest's screen. */
@Command(
    name = "resize",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.resize.description}")
final class GuestResizeCommand extends GuestVmCommand {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{1,4})x([1-9]\\d{1,4})");

  @Parameters(
      index = "1",
      paramLabel = "WIDTHxHEIGHT",
      description = "${bundle:cli.guest.resize.size}")
  String size = "";

  @Option(
      names = "--display",
      paramLabel = "NAME",
      description = "${bundle:cli.guest.resize.display}")
  String display = "";

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  void check() {
    if (!SIZE.matcher(size).matches()) {
      throw new ParameterException(spec.commandLine(), Texts.text("cli.error.guest-size", size));
    }
  }

  @Override
  int ask(Guest guest) throws AgentException, InterruptedException {
    Matcher wanted = SIZE.matcher(size);
    if (!wanted.matches()) {
      return ExitStatus.USAGE;
    }
    DisplayResizeResponse now =
        guest
            .display()
            .resize(
                Integer.parseInt(wanted.group(1)), Integer.parseInt(wanted.group(2)), 0, display);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(
          out,
          to -> {
            to.writeStartObject();
            to.writeNumberProperty("width", now.getWidth());
            to.writeNumberProperty("height", now.getHeight());
            to.writeStringProperty("display", GuestText.line(now.getDisplayId()));
            to.writeStringProperty("method", GuestText.line(now.getMethod()));
            to.writeEndObject();
          });
    } else {
      out.println(now.getWidth() + "x" + now.getHeight());
    }
    return ExitStatus.DONE;
  }
}
