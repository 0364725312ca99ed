package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Resolves a host by {@code ~/.ssh/config}: {@code ssh -G} says what it means where there is an
 * {@code ssh}, else {@link SshConfigFile} reads it.
 */
final class SshConfig {
  private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
  // What ssh -G gives for the files where nobody named any.
  private static final Set<String> OPENSSH_KEYS =
      Set.of(
          "id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa");

  private SshConfig() {}

  /** The host of a URI, with what the URI itself says before what any file says. */
  static SshTarget resolve(ConnectionUri uri, SshSettings settings) throws LibvirtException {
    SshTarget target = resolve(uri.host(), uri.user(), uri.port(), settings);
    List<Path> keys = target.keyFiles();
    boolean asked = target.keyFilesAsked();
    boolean only = target.identitiesOnly();
    String keyFile = uri.parameters().getOrDefault("keyfile", "");
    if (!keyFile.isEmpty()) {
      keys = List.of(settings.path(keyFile));
      asked = true;
      only = true;
    }
    List<Path> known = target.userKnownHosts();
    String knownHosts = uri.parameters().getOrDefault("known_hosts", "");
    if (!knownHosts.isEmpty()) {
      known = List.of(settings.path(knownHosts));
    }
    SshTarget.UnknownHosts trust = target.trust();
    if (uri.isSet("no_verify")
        || uri.parameters().getOrDefault("known_hosts_verify", "").equals("ignore")) {
      trust = SshTarget.UnknownHosts.NO_CHECK;
    }
    return new SshTarget(
        target.alias(),
        target.hostName(),
        target.user(),
        target.port(),
        keys,
        asked,
        only,
        target.agent(),
        target.proxyJump(),
        target.proxyCommand(),
        known,
        target.systemKnownHosts(),
        target.hashKnownHosts(),
        target.hostKeyAlias(),
        trust);
  }

  /** A host on the way: {@code [user@]host[:port]}, or as an ssh:// URI. */
  static SshTarget resolveJump(String jump, SshSettings settings) throws LibvirtException {
    String rest = jump.startsWith("ssh://") ? jump.substring("ssh://".length()) : jump;
    int at = rest.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
    String host = rest.substring(at + 1);
    OptionalInt port = OptionalInt.empty();
    int colon = host.lastIndexOf(':');
    boolean bare = colon >= 0 && host.indexOf(':') != colon && !host.startsWith("[");
    if (colon > host.lastIndexOf(']') && !bare) {
      try {
        port = OptionalInt.of(Integer.parseInt(host.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw SshFailures.of(
            Kind.BAD_URI, "ProxyJump " + jump + " has no port that is a number", "", e);
      }
      host = host.substring(0, colon);
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return resolve(host, user, port, settings);
  }

  static SshTarget resolve(
      String host, Optional<String> user, OptionalInt port, SshSettings settings)
      throws LibvirtException {
    if (host.isEmpty() || host.startsWith("-") || user.orElse("").startsWith("-")) {
      throw SshFailures.of(
          Kind.BAD_URI,
          "'" + user.map(name -> name + "@").orElse("") + host + "' names no host for SSH",
          "Use qemu+ssh://user@host/system.");
    }
    Map<String, List<String>> said;
    try {
      said =
          settings.program().isPresent()
              ? SshProgram.configurationOf(host, user, port, settings)
              : SshConfigFile.read(settings, host);
    } catch (IOException e) {
      throw SshFailures.of(
          Kind.FAILED,
          "the SSH configuration cannot be read: " + SshFailures.why(e),
          "Correct ~/.ssh/config.",
          e);
    }
    return target(host, user, port, said, settings);
  }

  private static SshTarget target(
      String host,
      Optional<String> asked,
      OptionalInt askedPort,
      Map<String, List<String>> said,
      SshSettings settings)
      throws LibvirtException {
    int port = askedPort.orElseGet(() -> number(first(said, "port").orElse("22"), 22));
    String user = asked.or(() -> first(said, "user")).orElse(settings.user());
    Map<Character, String> tokens = new HashMap<>();
    tokens.put('%', "%");
    tokens.put('h', host);
    tokens.put('n', host);
    String hostName = expand(first(said, "hostname").orElse(host), tokens);
    tokens.put('h', hostName);
    tokens.put('p', Integer.toString(port));
    tokens.put('r', user);
    tokens.put('u', settings.user());
    tokens.put('d', settings.home().toString());

    List<String> files = said.getOrDefault("identityfile", List.of());
    boolean named = !files.isEmpty() && !areDefaults(files);
    List<Path> keys =
        named
            ? files.stream()
                .filter(file -> !file.equals("none"))
                .map(file -> settings.path(expand(file, tokens)))
                .toList()
            : DEFAULT_KEYS.stream().map(key -> settings.home().resolve(".ssh/" + key)).toList();
    return new SshTarget(
        host,
        hostName,
        user,
        port,
        keys,
        named,
        isYes(said, "identitiesonly"),
        agent(said, tokens, settings),
        jumps(said, tokens),
        first(said, "proxycommand").filter(command -> !command.equals("none")),
        paths(said, "userknownhostsfile", tokens, settings)
            .orElse(List.of(settings.home().resolve(".ssh/known_hosts"))),
        paths(said, "globalknownhostsfile", tokens, settings)
            .filter(ignored -> settings.ownConfig())
            .orElse(List.of(settings.systemKnownHosts())),
        isYes(said, "hashknownhosts"),
        first(said, "hostkeyalias"),
        switch (first(said, "stricthostkeychecking").orElse("ask").toLowerCase(Locale.ROOT)) {
          case "yes", "true" -> SshTarget.UnknownHosts.REFUSE;
          case "no", "false", "off", "accept-new" -> SshTarget.UnknownHosts.ACCEPT;
          default -> SshTarget.UnknownHosts.ASK;
        });
  }

  private static boolean areDefaults(List<String> files) {
    return files.stream()
        .allMatch(file -> file.startsWith("~/.ssh/") && OPENSSH_KEYS.contains(file.substring(7)));
  }

  private static Optional<Path> agent(
      Map<String, List<String>> said, Map<Character, String> tokens, SshSettings settings) {
    Optional<String> word =
        first(said, "identityagent").filter(each -> !each.equals("SSH_AUTH_SOCK"));
    if (word.isEmpty()) {
      return settings.agent();
    }
    String text = word.get();
    if (text.equals("none")) {
      return Optional.empty();
    }
    if (text.startsWith("$")) {
      return Optional.ofNullable(System.getenv(text.substring(1).replaceAll("[{}]", "")))
          .map(Path::of);
    }
    return Optional.of(settings.path(expand(text, tokens)));
  }

  private static List<String> jumps(Map<String, List<String>> said, Map<Character, String> tokens) {
    return first(said, "proxyjump")
        .filter(jump -> !jump.equals("none"))
        .map(jump -> Arrays.stream(jump.split(",", -1)).map(each -> expand(each.strip(), tokens)))
        .map(each -> each.filter(jump -> !jump.isEmpty()).toList())
        .orElse(List.of());
  }

  private static Optional<List<Path>> paths(
      Map<String, List<String>> said,
      String word,
      Map<Character, String> tokens,
      SshSettings settings) {
    return Optional.ofNullable(said.get(word))
        .map(all -> all.stream().map(each -> settings.path(expand(each, tokens))).toList());
  }

  private static Optional<String> first(Map<String, List<String>> said, String word) {
    return Optional.ofNullable(said.get(word))
        .filter(words -> !words.isEmpty())
        .map(List::getFirst);
  }

  private static boolean isYes(Map<String, List<String>> said, String word) {
    String value = first(said, word).orElse("no").toLowerCase(Locale.ROOT);
    return value.equals("yes") || value.equals("true");
  }

  private static int number(String text, int otherwise) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 && number < 65_536 ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Puts values in for {@code %h} and its kin; one that is not known stays as it is. */
  static String expand(String text, Map<Character, String> tokens) {
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String value = c == '%' && i + 1 < text.length() ? tokens.get(text.charAt(i + 1)) : null;
      if (value == null) {
        expanded.append(c);
      } else {
        expanded.append(value);
        i++;
      }
    }
    return expanded.toString();
  }

  /** What {@code ssh -G} printed, in the form of {@link SshConfigFile#read}. */
  static Map<String, List<String>> parseResolved(List<String> lines) {
    Map<String, List<String>> said = new HashMap<>();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        String word = line.substring(0, blank).toLowerCase(Locale.ROOT);
        String value = line.substring(blank + 1).strip();
        List<String> values = said.computeIfAbsent(word, ignored -> new ArrayList<>());
        if (word.endsWith("knownhostsfile")) {
          values.addAll(Arrays.asList(value.split(" ", -1)));
        } else {
          values.add(value);
        }
      }
    }
    return said;
  }
}
