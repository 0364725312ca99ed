package io.quantix.desktop.cli;

import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.SecretAsker;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter.HostKey;
import io.quantix.libvirt.Prompter.SecretRequest;
import io.quantix.libvirt.Prompter.Trust;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks on the terminal; without one there is nobody to ask.
 *
 * @param terminal empty if nothing may be asked
 * @param err where it is told that something was forgotten
 * @param keeping what is done with all answers
 */
record TerminalAsker(Optional<Console> terminal, PrintWriter err, Keeping keeping)
    implements SecretAsker {

  /** The terminal, if this program has one. */
  static Optional<Console> terminalHere() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  @Override
  public Optional<Answer> secret(Question question) {
    SecretRequest request = question.request();
    if (question.before() == Remembered.REFUSED) {
      err.println(Printable.message(Texts.text("cli.prompt.refused", header(request))));
      err.flush();
    }
    return terminal
        .flatMap(there -> ask(there, question))
        .map(secret -> new Answer(secret, keeping));
  }

  private static String header(SecretRequest request) {
    String kind = request.kind().name().toLowerCase(Locale.ROOT);
    return Texts.text("app.prompt.header." + kind, request.subject());
  }

  private static Optional<char[]> ask(Console there, Question question) {
    SecretRequest request = question.request();
    if (request.attempt() > 1 && question.before() == Remembered.NOTHING) {
      there.writer().println(Texts.text("app.prompt.again"));
    }
    String words =
        Printable.message(request.prompt().isBlank() ? header(request) + ": " : request.prompt());
    if (!request.echo()) {
      return Optional.ofNullable(there.readPassword("%s", words));
    }
    return Optional.ofNullable(there.readLine("%s", words)).map(String::toCharArray);
  }

  @Override
  public Trust unknownHost(HostKey key) {
    return terminal.map(there -> ask(there, key)).orElse(Trust.NO);
  }

  private static Trust ask(Console there, HostKey key) {
    PrintWriter out = there.writer();
    String port = Integer.toString(key.port());
    out.println(Printable.message(Texts.text("app.prompt.unknown-host", key.host(), port)));
    out.println(Printable.message(Texts.text("app.prompt.unknown-host.text", key.algorithm())));
    out.println("  " + Printable.message(key.fingerprint()));
    out.println(Texts.text("app.prompt.unknown-host.compare"));
    String answer = there.readLine("%s ", Texts.text("cli.prompt.trust"));
    return switch (answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT)) {
      case "yes" -> Trust.REMEMBER;
      case "once" -> Trust.ONCE;
      default -> Trust.NO;
    };
  }
}
