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
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
  private static final Pattern TCP =
      Pattern.compile("(?:vnc://)?(\\[[0-9a-fA-F:.]+]|[^\\[\\]:/]+)::?([0-9]{1,5})/?");
  private static final Pattern UNIX = Pattern.compile("(?:vnc\\+unix://)?(/.+)");
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 100;
  private static final Duration LAST_UPDATE = Duration.ofSeconds(30);

  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "NAME|ADDRESS",
      description = "${bundle:cli.vnc-record.server}")
  String server = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "${bundle:cli.vnc-record.file}")
  Path file = Path.of("recording");

  @Option(
      names = "--encoding",
      paramLabel = "ENCODING",
      defaultValue = "ZRLE",
      description = "${bundle:cli.vnc-record.encoding}")
  VncEncoding encoding = VncEncoding.ZRLE;

  @Option(names = "--quality", paramLabel = "0-9", description = "${bundle:cli.vnc-record.quality}")
  int quality = VncOptions.LOSSLESS;

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
    Matcher tcp = TCP.matcher(server);
    Matcher unix = UNIX.matcher(server);
    if (unix.matches()) {
      record(VncTransport.unix(Path.of(unix.group(1)), CONNECT), VncOptions.defaults());
    } else if (tcp.matches()) {
      String host = tcp.group(1).replaceAll("[\\[\\]]", "");
      record(
          VncTransport.tcp(host, Integer.parseInt(tcp.group(2)), CONNECT), VncOptions.defaults());
    } else {
      try (Connection connection = quantix.host.open()) {
        ConsoleTarget.Vnc vnc =
            Screen.vnc(ConsoleTargets.find(Domains.find(connection, server)), server);
        record(vnc.opener().open(vnc.options().trust()), vnc.options());
      }
    }
    return ExitStatus.DONE;
  }

  private void record(VncTransport transport, VncOptions options)
      throws CommandFailedException, VncException, InterruptedException {
    VncOptions asked = options.toBuilder().quality(quality).compression(compression).build();
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
