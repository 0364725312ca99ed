package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncProxy;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a screen is reached and what is asked of its server: what the commands of screens share. */
final class ScreenOption {
  private static final String LOSSLESS = "lossless";
  private static final long LONGEST_FILE = 64 * 1024;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      split = ",",
      description = "${bundle:cli.option.encoding}")
  List<String> encodings = List.of();

  @Option(
      names = "--quality",
      paramLabel = "0-9|lossless",
      description = "${bundle:cli.option.quality}")
  Optional<String> quality = Optional.empty();

  @Option(
      names = "--security",
      paramLabel = "NAME",
      split = ",",
      description = "${bundle:cli.option.security}")
  List<String> security = List.of();

  @Option(names = "--ca", paramLabel = "FILE", description = "${bundle:cli.option.ca}")
  Optional<Path> authorities = Optional.empty();

  @Option(names = "--user", paramLabel = "NAME", description = "${bundle:cli.option.user}")
  Optional<String> user = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "${bundle:cli.option.password-file}")
  Optional<Path> passwordFile = Optional.empty();

  @Option(names = "--proxy", paramLabel = "URI", description = "${bundle:cli.option.proxy}")
  Optional<String> proxy = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "${bundle:cli.option.token-file}")
  Optional<Path> tokenFile = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  /**
   * What a session is held with.
   *
   * @param known what is known of the server, its password for instance
   * @param address empty for a VM of a host
   * @param terminal where what is missing is asked for; empty if nothing may be asked
   */
  VncOptions session(VncOptions known, Optional<VncAddress> address, Optional<Console> terminal)
      throws CommandFailedException {
    VncOptions.Builder options = known.toBuilder();
    if (!encodings.isEmpty()) {
      options.encodings(
          choices(encodings, VncEncoding.values(), VncEncoding::title, "cli.error.no-encoding"));
    }
    if (!security.isEmpty()) {
      options.security(
          choices(security, VncSecurity.values(), VncSecurity::title, "cli.error.no-security"));
    }
    quality.ifPresent(value -> options.quality(quality(value)));
    options.trust(trust(known.trust(), terminal));
    options.credentials(credentials(known.credentials(), address, terminal));
    return options.build();
  }

  /** Whom to trust, with somebody to ask about the others. */
  private VncTrust trust(VncTrust known, Optional<Console> terminal) throws CommandFailedException {
    VncTrust trust = known;
    if (authorities.isPresent()) {
      if (!Files.isReadable(authorities.get())) {
        throw new CommandFailedException(
            Texts.text("cli.error.not-readable", authorities.get()), "");
      }
      trust = trust.withAuthorities(authorities.get());
    }
    return trust.withUnknown(new TerminalVnc(terminal));
  }

  private VncCredentials credentials(
      VncCredentials known, Optional<VncAddress> address, Optional<Console> terminal)
      throws CommandFailedException {
    String name = user.orElse(address.map(VncAddress::user).orElse(""));
    Optional<char[]> password =
        passwordFile.isPresent()
            ? Optional.of(firstLine(passwordFile.get()).toCharArray())
            : Optional.empty();
    return new TerminalCredentials(terminal, name, password, known);
  }

  /** How the way to an address is opened. */
  TransportOptions transport(VncAddress address, Optional<Console> terminal)
      throws CommandFailedException {
    TransportOptions options =
        TransportOptions.defaults().withTrust(trust(VncTrust.defaults(), terminal));
    if (tokenFile.isPresent()) {
      String line = firstLine(tokenFile.get());
      int colon = line.indexOf(':');
      String name = colon > 0 ? line.substring(0, colon).strip() : "Authorization";
      String value = colon > 0 ? line.substring(colon + 1).strip() : "Bearer " + line;
      try {
        options = options.withHeader(name, value);
      } catch (IllegalArgumentException e) {
        throw new CommandFailedException(
            Texts.text("cli.error.bad-token", tokenFile.get(), String.valueOf(e.getMessage())),
            Texts.text("cli.error.bad-token.hint"),
            e);
      }
    }
    Optional<VncProxy> way = proxy.map(this::proxy).or(address::proxy);
    if (way.isPresent()) {
      VncCredentials who =
          new TerminalCredentials(
              terminal, way.get().user(), Optional.empty(), VncCredentials.none());
      options = options.withProxy(way.get().withCredentials(who));
    }
    return options;
  }

  /** Refuses what only an address has. */
  void checkForVm() {
    if (proxy.isPresent()) {
      throw wrong(Texts.text("cli.error.only-for-address", "--proxy"));
    }
    if (tokenFile.isPresent()) {
      throw wrong(Texts.text("cli.error.only-for-address", "--token-file"));
    }
  }

  /** Refuses what the console of a VM does not take from the command line. */
  void checkForVmInWindow() {
    checkForVm();
    boolean any =
        !encodings.isEmpty()
            || !security.isEmpty()
            || quality.isPresent()
            || authorities.isPresent()
            || user.isPresent()
            || passwordFile.isPresent();
    if (any) {
      throw wrong(Texts.text("cli.error.only-for-address-in-window"));
    }
  }

  /** Who we are, as the option says. */
  Optional<String> user() {
    return user;
  }

  /** Reads an address; a malformed one is wrong usage. */
  VncAddress address(String text) {
    try {
      return VncAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private VncProxy proxy(String text) {
    try {
      return VncProxy.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private int quality(String value) {
    if (value.equalsIgnoreCase(LOSSLESS)) {
      return VncOptions.LOSSLESS;
    }
    if (value.length() == 1 && Character.isDigit(value.charAt(0))) {
      return value.charAt(0) - '0';
    }
    throw wrong(Texts.text("cli.error.bad-quality", value));
  }

  private <T extends Enum<T>> List<T> choices(
      List<String> names, T[] all, Function<T, String> title, String error) {
    List<T> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          Arrays.stream(all)
              .filter(each ->
                  plain(each.name()).equals(plain(name))
                      || plain(title.apply(each)).equals(plain(name)))
              .findFirst()
              .orElseThrow(() -> wrong(Texts.text(error, Printable.line(name), named(all)))));
    }
    return chosen;
  }

  private static <T extends Enum<T>> String named(T[] all) {
    return Arrays.stream(all)
        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private static String firstLine(Path file) throws CommandFailedException {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new CommandFailedException(Texts.text("cli.error.file-too-long", file), "");
      }
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new CommandFailedException(Texts.text("cli.error.not-readable", file), "", e);
    }
  }
}
