package io.quantix.desktop.cli;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.desktop.host.NoAgentException;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into plain words and an exit status. */
final class Failures {
  private Failures() {}

  static int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int status = print(failure, err);
    if (parsed.hasMatchedOption("--debug")
        || parsed.subcommands().stream().anyMatch(sub -> sub.hasMatchedOption("--debug"))) {
      failure.printStackTrace(err);
    }
    return status;
  }

  /** Prints a failure and says which status it is. */
  static int print(Exception failure, PrintWriter err) {
    return switch (failure) {
      case NoConnectionException e -> say(err, e, e.hint(), ExitStatus.NO_CONNECTION);
      case CommandFailedException e -> say(err, e, e.hint(), ExitStatus.FAILED);
      case LibvirtException e ->
          say(
              err,
              e,
              e.hint(),
              e.kind() == LibvirtException.Kind.CONNECTION_LOST
                  ? ExitStatus.NO_CONNECTION
                  : ExitStatus.FAILED);
      case AgentException e ->
          say(
              err,
              e.code() == ErrorCode.INTERNAL_ERROR || e instanceof NoAgentException
                  ? e.reason()
                  : e.reason()
                      + e.context().map(what -> ": " + what).orElse("")
                      + " ("
                      + e.code().code()
                      + ")",
              e.resolution().orElse(""),
              ExitStatus.FAILED);
      case VncException e -> say(err, e, e.hint(), ExitStatus.FAILED);
      default -> say(err, failure, "", ExitStatus.FAILED);
    };
  }

  static int usage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("quantix: " + failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println(Texts.text("cli.error.see-help", command.getCommandSpec().qualifiedName()));
    }
    err.flush();
    return ExitStatus.USAGE;
  }

  private static int say(PrintWriter err, Exception failure, String hint, int status) {
    return say(
        err,
        Objects.requireNonNullElseGet(
            failure.getMessage(), () -> failure.getClass().getSimpleName()),
        hint,
        status);
  }

  private static int say(PrintWriter err, String message, String hint, int status) {
    err.println("quantix: " + Printable.message(message));
    if (!hint.isEmpty()) {
      err.println("  " + Printable.message(hint).replace("\n", "\n  "));
    }
    err.flush();
    return status;
  }
}
