package io.quantix.desktop.cli;

import io.quantix.desktop.console.PngFile;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncStatistics;
import io.quantix.vnc.transport.ReverseConnections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix screenshot}: what a screen shows, through our own VNC client. */
@Command(
    name = "screenshot",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.screenshot.description}")
final class ScreenshotCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 20;

  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ScreenOption how = new ScreenOption();

  @Option(names = "--json", description = "${bundle:cli.screenshot.json}")
  boolean json;

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "" + ReverseConnections.USUAL_PORT,
      description = "${bundle:cli.option.listen}")
  Optional<Integer> listen = Optional.empty();

  @Parameters(
      arity = "1..2",
      paramLabel = "NAME FILE.png",
      hideParamSyntax = true,
      description = {"${bundle:cli.parameter.screen}", "${bundle:cli.screenshot.file}"})
  List<String> operands = List.of();

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          VncException,
          InterruptedException {
    if (operands.size() != (listen.isPresent() ? 1 : 2)) {
      throw new ParameterException(
          spec.commandLine(),
          Texts.text(
              listen.isPresent() ? "cli.screenshot.operands.listen" : "cli.screenshot.operands"));
    }
    String name =
        listen.isPresent()
            ? Texts.text("cli.screenshot.who-connects")
            : Printable.line(operands.getFirst());
    Path file = Path.of(operands.getLast());
    long began = System.nanoTime();
    try (Screen screen = open()) {
      Framebuffer picture = screen.picture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      long nanos = System.nanoTime() - began;
      PngFile.write(file, picture.width(), picture.height(), picture.pixels());
      if (json) {
        print(file, screen.session().statistics(), screen.session().name(), nanos);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VncException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new CommandFailedException(
          Texts.text("cli.screenshot.timeout", name, PATIENCE_SECONDS), "", e);
    } catch (IOException e) {
      throw new CommandFailedException(
          Texts.text("cli.screenshot.not-written", file, String.valueOf(e.getMessage())), "", e);
    }
    return ExitStatus.DONE;
  }

  private Screen open()
      throws NoConnectionException, CommandFailedException, LibvirtException, VncException {
    return listen.isPresent()
        ? Screen.await(quantix.host, how, listen.get())
        : Screen.open(quantix.host, how, operands.getFirst());
  }

  private void print(Path file, VncStatistics statistics, String desktop, long nanos) {
    Json.print(
        spec.commandLine().getOut(),
        out -> {
          out.writeStartObject();
          out.writeStringProperty("file", file.toString());
          out.writeStringProperty("desktop", desktop);
          out.writeNumberProperty("width", statistics.width());
          out.writeNumberProperty("height", statistics.height());
          out.writeStringProperty("protocol", statistics.protocol());
          out.writeStringProperty("security", statistics.security());
          out.writeStringProperty("encryption", statistics.encryption());
          out.writeArrayPropertyStart("encodings");
          statistics.encodings().forEach(out::writeString);
          out.writeEndArray();
          out.writeNumberProperty("bytes", statistics.bytesReceived());
          out.writeNumberProperty("milliseconds", nanos / 1_000_000);
          out.writeEndObject();
        });
  }
}
