package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import java.io.Console;
import java.util.Optional;

/**
 * Answers a VNC server or a proxy: with what the options and the VM's definition say, and else by
 * asking on the terminal.
 *
 * @param terminal empty if nothing may be asked
 * @param user who we are, empty if nobody has said
 * @param password what the options say
 * @param known what is known besides
 */
record TerminalCredentials(
    Optional<Console> terminal, String user, Optional<char[]> password, VncCredentials known)
    implements VncCredentials {

  @Override
  public Optional<VncCredential> ask(Request request) {
    if (password.isPresent() && !(request.wantsUser() && user.isEmpty())) {
      // A copy, as what is given is wiped, and a session may be opened again.
      return Optional.of(new VncCredential(user, password.get().clone()));
    }
    Optional<VncCredential> answer = password.isPresent() ? Optional.empty() : known.ask(request);
    return answer.isPresent() ? answer : terminal.flatMap(there -> ask(there, request));
  }

  private Optional<VncCredential> ask(Console there, Request request) {
    String key = request.encrypted() ? "cli.prompt.vnc" : "cli.prompt.vnc.plain";
    there.writer().println(Printable.message(Texts.text(key, request.peer(), request.security())));
    String name = user;
    if (request.wantsUser() && name.isEmpty()) {
      String line = there.readLine("%s ", Texts.text("cli.prompt.vnc.user"));
      if (line == null) {
        return Optional.empty();
      }
      name = line.strip();
    }
    if (password.isPresent()) {
      return Optional.of(new VncCredential(name, password.get().clone()));
    }
    String who = name;
    return Optional.ofNullable(there.readPassword("%s ", Texts.text("cli.prompt.vnc.password")))
        .map(secret -> new VncCredential(who, secret));
  }

  /** Says nothing of what it knows. */
  @Override
  public String toString() {
    return "credentials on the terminal";
  }
}
