package io.quantix.desktop.cli;

import io.quantix.desktop.console.PngFile;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code quantix screenshot}: what a VM's screen shows, through our own VNC client. */
@Command(
    name = "screenshot",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.screenshot.description}")
final class ScreenshotCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 20;

  @ParentCommand QuantixCommand quantix = new QuantixCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "${bundle:cli.parameter.name}")
  String name = "";

  @Parameters(index = "1", paramLabel = "FILE.png", description = "${bundle:cli.screenshot.file}")
  Path file = Path.of("screenshot.png");

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          VncException,
          InterruptedException {
    try (Screen screen = Screen.open(quantix.host, name)) {
      Framebuffer picture = screen.picture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      PngFile.write(file, picture.width(), picture.height(), picture.pixels());
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
}
