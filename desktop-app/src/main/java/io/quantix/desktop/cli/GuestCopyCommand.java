package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix guest copy}: files into a guest, and out of it. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.copy.description}")
final class GuestCopyCommand implements Callable<Integer> {
  @ParentCommand GuestCommand parent = new GuestCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FROM", description = "${bundle:cli.guest.copy.from}")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "${bundle:cli.guest.copy.to}")
  String to = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "${bundle:cli.guest.copy.recursive}")
  boolean recursive;

  @Option(names = "--resume", description = "${bundle:cli.guest.copy.resume}")
  boolean resume;

  @Option(
      names = {"-q", "--quiet"},
      description = "${bundle:cli.guest.copy.quiet}")
  boolean quiet;

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          AgentException,
          IOException,
          InterruptedException {
    Optional<GuestPath> source = GuestPath.parse(from);
    Optional<GuestPath> target = GuestPath.parse(to);
    if (source.isPresent() == target.isPresent()) {
      throw wrong(Texts.text("cli.error.copy-sides"));
    }
    GuestPath inGuest = source.or(() -> target).orElseThrow();
    if (!inGuest.path().startsWith("/") && !inGuest.path().matches("[A-Za-z]:[/\\\\].*")) {
      throw wrong(Texts.text("cli.error.copy-absolute", inGuest.path()));
    }
    if (resume && target.isPresent()) {
      throw wrong(Texts.text("cli.error.copy-resume"));
    }
    return GuestVmCommand.with(
        parent,
        inGuest.vm(),
        guest -> {
          try (CopyProgress progress = new CopyProgress(spec.commandLine().getErr(), !quiet)) {
            return copy(guest, source, inGuest, progress);
          }
        });
  }

  private int copy(
      Guest guest, Optional<GuestPath> source, GuestPath inGuest, CopyProgress progress)
      throws AgentException, CommandFailedException, IOException, InterruptedException {
    if (source.isPresent()) {
      return new GuestDownload(guest.files(), spec.commandLine().getErr(), progress)
          .run(inGuest, Path.of(to), recursive, resume);
    }
    return new GuestUpload(guest.files(), spec.commandLine().getErr(), progress)
        .run(Path.of(from), inGuest, recursive);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
