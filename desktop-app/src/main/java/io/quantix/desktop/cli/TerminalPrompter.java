package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Asks on the terminal; without one there is nobody to ask. */
record TerminalPrompter(Console terminal) implements Prompter {
  static Prompter ofTerminal() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .<Prompter>map(TerminalPrompter::new)
        .orElseGet(Prompter::none);
  }

  @Override
  public Optional<char[]> secret(SecretRequest request) {
    String kind = request.kind().name().toLowerCase(Locale.ROOT);
    if (request.attempt() > 1) {
      terminal.writer().println(Texts.text("app.prompt.again"));
    }
    String question =
        request.prompt().isBlank()
            ? Texts.text("app.prompt.header." + kind, request.subject()) + ": "
            : request.prompt();
    String safe = Printable.message(question);
    if (!request.echo()) {
      return Optional.ofNullable(terminal.readPassword("%s", safe));
    }
    return Optional.ofNullable(terminal.readLine("%s", safe)).map(String::toCharArray);
  }

  @Override
  public Trust unknownHost(HostKey key) {
    PrintWriter out = terminal.writer();
    String port = Integer.toString(key.port());
    out.println(Printable.message(Texts.text("app.prompt.unknown-host", key.host(), port)));
    out.println(Printable.message(Texts.text("app.prompt.unknown-host.text", key.algorithm())));
    out.println("  " + Printable.message(key.fingerprint()));
    out.println(Texts.text("app.prompt.unknown-host.compare"));
    String answer = terminal.readLine("%s ", Texts.text("cli.prompt.trust"));
    return switch (answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT)) {
      case "yes" -> Trust.REMEMBER;
      case "once" -> Trust.ONCE;
      default -> Trust.NO;
    };
  }
}
