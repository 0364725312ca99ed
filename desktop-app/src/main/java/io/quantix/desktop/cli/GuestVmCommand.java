package io.quantix.desktop.cli;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.host.DomainGuests;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that asks the agent of one VM. */
abstract class GuestVmCommand implements Callable<Integer> {
  @ParentCommand GuestCommand parent = new GuestCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "NAME", description = "${bundle:cli.parameter.name}")
  String name = "";

  /** Asks it; gives the exit status. */
  abstract int ask(Guest guest)
      throws AgentException, CommandFailedException, IOException, InterruptedException;

  /** Refuses wrong usage before anything is connected to. */
  void check() {}

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          AgentException,
          IOException,
          InterruptedException {
    check();
    return with(parent, name, this::ask);
  }

  /** What is done with a guest. */
  @FunctionalInterface
  interface Use {
    int of(Guest guest)
        throws AgentException, CommandFailedException, IOException, InterruptedException;
  }

  /** Connects to the agent of that VM, and to nothing again if it is lost. */
  static int with(GuestCommand parent, String name, Use use)
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          AgentException,
          IOException,
          InterruptedException {
    AgentOptions options =
        AgentOptions.of("quantix " + QuantixVersion.number()).withoutReconnecting();
    try (Connection host = parent.quantix.host.open()) {
      Domain domain = Domains.find(host, name);
      try (Guest guest = DomainGuests.open(() -> domain, options, parent.takeOver)) {
        return use.of(guest);
      }
    }
  }
}
