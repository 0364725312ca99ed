package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncTrust.Identity;
import io.quantix.vnc.VncTrust.UnknownServer;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Asks on the terminal about a VNC server that nobody vouches for.
 *
 * @param terminal empty if nothing may be asked; then it is not trusted
 */
record TerminalVnc(Optional<Console> terminal) implements UnknownServer {
  @Override
  public boolean accept(Identity identity) {
    return terminal.map(there -> ask(there, identity)).orElse(false);
  }

  private static boolean ask(Console there, Identity identity) {
    PrintWriter out = there.writer();
    out.println(Printable.message(Texts.text("cli.prompt.identity", identity.peer())));
    out.println("  " + Printable.message(identity.problem()));
    if (!identity.subject().isEmpty()) {
      out.println(
          "  "
              + Printable.message(
                  Texts.text("cli.prompt.identity.names", identity.subject(), identity.issuer())));
    }
    out.println("  " + Printable.message(identity.kind() + " SHA-256 " + identity.fingerprint()));
    String answer = there.readLine("%s ", Texts.text("cli.prompt.identity.accept"));
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }
}
