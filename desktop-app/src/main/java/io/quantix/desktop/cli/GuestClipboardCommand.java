package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestClipboard;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.ClipboardType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quantix guest clipboard}: the text that can be pasted in a guest. */
@Command(
    name = "clipboard",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.clipboard.description}")
final class GuestClipboardCommand extends GuestVmCommand {
  @Option(names = "--set", paramLabel = "TEXT", description = "${bundle:cli.guest.clipboard.set}")
  Optional<String> text = Optional.empty();

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, IOException, InterruptedException {
    if (text.isPresent()) {
      guest.clipboard().setText(text.get().equals("-") ? input() : text.get());
      return ExitStatus.DONE;
    }
    if (json) {
      String held = guest.clipboard().text();
      Json.print(
          spec.commandLine().getOut(),
          to -> {
            to.writeStartObject();
            to.writeStringProperty("text", held);
            to.writeEndObject();
          });
      return ExitStatus.DONE;
    }
    GuestClipboard.Content held = guest.clipboard().get(ClipboardType.TEXT);
    OutputStream out = parent.quantix.streams().out();
    out.write(held.data());
    out.flush();
    return ExitStatus.DONE;
  }

  private String input() throws AgentException, IOException {
    byte[] all = parent.quantix.streams().in().readNBytes(GuestClipboard.MOST + 1);
    if (all.length > GuestClipboard.MOST) {
      throw new AgentException(
          ErrorCode.MESSAGE_TOO_LARGE,
          "A clipboard takes at most %d MiB".formatted(GuestClipboard.MOST >> 20));
    }
    return new String(all, StandardCharsets.UTF_8);
  }
}
