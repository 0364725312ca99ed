package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestTerminal;
import io.quantix.agent.client.GuestTerminals;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quantix guest shell}: a terminal in the guest, in this one. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.shell.description}")
final class GuestShellCommand extends GuestVmCommand {
  private static final int PIECE = 8192;
  private static final int WAY_OUT = 0x1d; // Ctrl+], as virsh console has it
  private static final long SIZE_MILLIS = 300;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "${bundle:cli.guest.shell.command}")
  List<String> command = List.of();

  @Option(names = "--run-as", paramLabel = "USER", description = "${bundle:cli.guest.exec.run-as}")
  Optional<String> user = Optional.empty();

  private volatile boolean left;

  @Override
  int ask(Guest guest) throws AgentException, CommandFailedException, InterruptedException {
    if (TerminalAsker.terminalHere().isEmpty()) {
      throw new CommandFailedException(
          Texts.text("cli.guest.shell.no-terminal"),
          Texts.text("cli.guest.shell.no-terminal.hint"));
    }
    try (OwnTerminal here = OwnTerminal.raw()) {
      OwnTerminal.Size size = here.size();
      GuestTerminals.Wanted wanted =
          new GuestTerminals.Wanted(
              command.isEmpty() ? "" : command.getFirst(),
              command.isEmpty() ? List.of() : command.subList(1, command.size()),
              user.orElse(""),
              "",
              Map.of(),
              size.columns(),
              size.rows(),
              Optional.ofNullable(System.getenv("TERM")).orElse(""));
      try (GuestTerminal there = guest.terminals().open(wanted)) {
        Thread.ofPlatform().daemon().name("keys").start(() -> type(there));
        Thread.ofVirtual().name("size").start(() -> follow(here, size, there));
        show(there.shown(), parent.quantix.streams().out());
        return left ? ExitStatus.DONE : there.awaitExit();
      }
    }
  }

  private static void show(InputStream shown, OutputStream out) {
    byte[] piece = new byte[PIECE];
    try {
      for (int n = shown.read(piece); n >= 0; n = shown.read(piece)) {
        out.write(piece, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // Why the terminal was lost, its end says.
    }
  }

  private void type(GuestTerminal there) {
    byte[] piece = new byte[PIECE];
    InputStream in = parent.quantix.streams().in();
    try {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        for (int i = 0; i < n; i++) {
          if (piece[i] == WAY_OUT) {
            left = true;
            there.close();
            return;
          }
        }
        there.keys().write(piece, 0, n);
        there.keys().flush();
      }
      there.keys().close();
    } catch (IOException e) {
      // It has ended, which the other thread says.
    }
  }

  private static void follow(OwnTerminal here, OwnTerminal.Size first, GuestTerminal there) {
    OwnTerminal.Size last = first;
    try {
      while (!there.ended()) {
        Thread.sleep(SIZE_MILLIS);
        OwnTerminal.Size now = here.size();
        if (!now.equals(last)) {
          last = now;
          there.resize(now.columns(), now.rows());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
