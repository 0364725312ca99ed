package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * A change in the life of one or more VMs. One that fails does not keep the others from being done;
 * the exit status is 1 if any failed.
 */
abstract class LifeCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "${bundle:cli.parameter.names}")
  List<String> names = List.of();

  private final String doneKey;

  LifeCommand(String doneKey) {
    this.doneKey = doneKey;
  }

  abstract void act(Domain domain) throws LibvirtException;

  @Override
  public Integer call() throws NoConnectionException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int status = ExitStatus.DONE;
    try (Connection host = quantix.host.open()) {
      for (String name : names) {
        try {
          Domain domain = Domains.find(host, name);
          act(domain);
          out.println(Texts.text(doneKey, Printable.line(domain.name())));
          out.flush();
        } catch (LibvirtException | CommandFailedException e) {
          status = Math.max(status, Failures.print(e, err));
        }
      }
    }
    return status;
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.start.description}")
  static final class Start extends LifeCommand {
    Start() {
      super("cli.start.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.start();
    }
  }

  @Command(
      name = "shutdown",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.shutdown.description}")
  static final class Shutdown extends LifeCommand {
    Shutdown() {
      super("cli.shutdown.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.shutdown();
    }
  }

  @Command(
      name = "reboot",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.reboot.description}")
  static final class Reboot extends LifeCommand {
    Reboot() {
      super("cli.reboot.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.reboot();
    }
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.reset.description}")
  static final class Reset extends LifeCommand {
    Reset() {
      super("cli.reset.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.reset();
    }
  }

  @Command(
      name = "force-off",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.force-off.description}")
  static final class ForceOff extends LifeCommand {
    ForceOff() {
      super("cli.force-off.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.destroy();
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.pause.description}")
  static final class Pause extends LifeCommand {
    Pause() {
      super("cli.pause.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.suspend();
    }
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.resume.description}")
  static final class Resume extends LifeCommand {
    Resume() {
      super("cli.resume.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.resume();
    }
  }

  @Command(
      name = "save",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.save.description}")
  static final class Save extends LifeCommand {
    Save() {
      super("cli.save.done");
    }

    @Override
    void act(Domain domain) throws LibvirtException {
      domain.managedSave();
    }
  }
}
