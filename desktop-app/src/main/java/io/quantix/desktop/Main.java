package io.quantix.desktop;

import io.quantix.desktop.cli.QuantixCommand;
import io.quantix.desktop.link.Links;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.WindowLauncher;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the program starts: the window without arguments, the command line with some. */
public final class Main {
  private Main() {}

  /** Starts it and ends the process with its status. */
  public static void main(String[] args) {
    if (args.length == 0 || WindowLauncher.isWindowAlone(args)) {
      if (!WindowLauncher.hasDisplay()) {
        System.err.println("quantix: " + Texts.text("cli.error.no-display"));
        System.exit(1);
      }
      WindowLauncher.open(args);
      return;
    }
    // What a desktop passes for a file or a link that was opened.
    String[] asked =
        args.length == 1 && !args[0].startsWith("-") && Links.looksLikeOne(args[0])
            ? new String[] {"open", args[0]}
            : args;
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = QuantixCommand.run(out, err, asked);
    System.exit(status);
  }
}
