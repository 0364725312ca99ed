package io.quantix.desktop.cli;

import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.input.KeyboardLayout;
import io.quantix.vnc.input.Keystrokes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix type}: a text as key strokes. */
@Command(
    name = "type",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.type.description}")
final class TypeCommand implements Callable<Integer> {
  /** What QEMU's queue of delayed keys needs to run dry before the session may end. */
  static final long LAST_KEYS_MILLIS = 250;

  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ScreenOption how = new ScreenOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "${bundle:cli.parameter.screen}")
  String name = "";

  @Parameters(index = "1", paramLabel = "TEXT", description = "${bundle:cli.type.text}")
  String text = "";

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "us",
      converter = LayoutOption.class,
      completionCandidates = LayoutOption.class,
      description = "${bundle:cli.type.layout}")
  KeyboardLayout layout = KeyboardLayout.US;

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          VncException,
          InterruptedException {
    String typed = unescape(text);
    try (Screen screen = Screen.open(quantix.host, how, name)) {
      keys(typed, screen.session()).send(screen.session(), Keystrokes.PAUSE);
      Thread.sleep(LAST_KEYS_MILLIS);
    }
    return ExitStatus.DONE;
  }

  /** As places on the guest's keyboard, or as characters for a server that takes only those. */
  private Keystrokes keys(String typed, VncSession session) {
    try {
      return session.takesScanCodes()
          ? Keystrokes.ofText(typed, layout)
          : Keystrokes.ofCharacters(typed);
    } catch (Keystrokes.UntypableTextException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c == '\\' && (next == 'n' || next == 't' || next == '\\')) {
        plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : '\\');
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
