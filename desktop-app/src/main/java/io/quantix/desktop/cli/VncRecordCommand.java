package io.quantix.desktop.cli;

import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.desktop.host.ConsoleTargets;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.record.Recording;
import io.quantix.vnc.record.VncRecorder;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix vnc-record}: what a VNC server sends, in a file that is played again. */
@Command(
    name = "vnc-record",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.vnc-record.description}")
final class VncRecordCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 100;
  private static final Duration LAST_UPDATE = Duration.ofSeconds(30);

  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ScreenOption how = new ScreenOption();

  @Parameters(
      index = "0",
      paramLabel = "NAME|ADDRESS",
      description = "${bundle:cli.vnc-record.server}")
  String server = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "${bundle:cli.vnc-record.file}")
  Path file = Path.of("recording");

  @Option(
      names = "--compression",
      paramLabel = "0-9",
      defaultValue = "1",
      description = "${bundle:cli.vnc-record.compression}")
  int compression = 1;

  @ArgGroup(multiplicity = "1")
  End end = new End();

  /** When it ends. */
  static final class End {
    @Option(names = "--seconds", paramLabel = "N", description = "${bundle:cli.vnc-record.seconds}")
    int seconds;

    @Option(names = "--until-closed", description = "${bundle:cli.vnc-record.until-closed}")
    boolean untilClosed;

    @Option(
        names = "--until-file",
        paramLabel = "FILE",
        description = "${bundle:cli.vnc-record.until-file}")
    Optional<Path> untilFile = Optional.empty();
  }

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          VncException,
          InterruptedException {
    if (VncAddress.looksLikeOne(server)) {
      VncAddress address = how.address(server);
      VncOptions options =
          how.session(VncOptions.defaults(), Optional.of(address), quantix.host.terminal());
      record(address.open(how.transport(address, quantix.host.terminal())), options);
      return ExitStatus.DONE;
    }
    how.checkForVm();
    try (Connection connection = quantix.host.open()) {
      ConsoleTarget.Vnc vnc =
          Screen.vnc(ConsoleTargets.find(Domains.find(connection, server)), server);
      VncOptions options = how.session(vnc.options(), Optional.empty(), quantix.host.terminal());
      record(vnc.opener().open(options.trust()), options);
    }
    return ExitStatus.DONE;
  }

  private void record(VncTransport transport, VncOptions options)
      throws CommandFailedException, VncException, InterruptedException {
    VncOptions asked = options.toBuilder().compression(compression).build();
    VncEncoding encoding =
        how.encodings.isEmpty() ? VncEncoding.ZRLE : options.encodings().getFirst();
    try (VncRecorder recorder = VncRecorder.start(transport, asked, encoding, file)) {
      await(recorder);
      Recording.Outcome outcome = recorder.finish(LAST_UPDATE);
      spec.commandLine()
          .getOut()
          .println(
              Texts.text(
                  "cli.vnc-record.done",
                  file,
                  outcome.width(),
                  outcome.height(),
                  outcome.updates(),
                  outcome.sha256()));
    } catch (IOException e) {
      throw new CommandFailedException(
          Texts.text("cli.vnc-record.failed", file, String.valueOf(e.getMessage())), "", e);
    }
  }

  private void await(VncRecorder recorder) throws InterruptedException {
    var closed = new CountDownLatch(1);
    var _ = recorder.closed().thenRun(closed::countDown);
    if (end.untilClosed) {
      closed.await();
    } else if (end.untilFile.isPresent()) {
      boolean isClosed = false;
      while (!isClosed && !Files.exists(end.untilFile.get())) {
        isClosed = closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } else {
      var _ = closed.await(end.seconds, TimeUnit.SECONDS);
    }
  }
}
