package io.quantix.desktop.link;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connection files as virt-viewer takes them, and oVirt, Proxmox and others hand them out: {@code
 * [virt-viewer]} with {@code type}, {@code host}, {@code port}, {@code password} and more, in the
 * syntax of GLib's key files. What is not known is passed over.
 */
final class VvFile {
  private static final long LONGEST = 256 * 1024;
  private static final String GROUP = "[virt-viewer]";
  private static final Set<String> YES = Set.of("1", "true", "yes");

  private VvFile() {}

  /** Reads a file, and deletes it if it says {@code delete-this-file=1}, as one-time ones do. */
  static Link.Server read(Path file) throws LinkException {
    Map<String, String> values;
    try {
      if (!Files.isRegularFile(file)) {
        throw new LinkException(
            Texts.text("app.link.neither", Links.shown(file.toString())),
            Texts.text("app.link.hint"));
      }
      if (Files.size(file) > LONGEST) {
        throw new LinkException(Texts.text("app.link.file-too-long", file), "");
      }
      values = parse(Files.readString(file));
    } catch (IOException e) {
      throw new LinkException(
          Texts.text("app.link.not-readable", file, String.valueOf(e.getMessage())), "");
    }
    if (values.isEmpty()) {
      throw new LinkException(
          Texts.text("app.link.no-group", file), Texts.text("app.link.no-group.hint"));
    }
    Link.Server server = server(file, values);
    if (YES.contains(values.getOrDefault("delete-this-file", "0"))) {
      delete(file);
    }
    return server;
  }

  private static void delete(Path file) {
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // Its password is good for once, as a rule; that it stays is no reason not to connect.
    }
  }

  private static Link.Server server(Path file, Map<String, String> values) throws LinkException {
    String type = values.getOrDefault("type", "");
    if (!type.equals("vnc")) {
      throw new LinkException(
          Texts.text("app.link.type", file, Links.shown(type.isEmpty() ? "?" : type)),
          Texts.text("app.link.type.hint"));
    }
    String host = values.getOrDefault("host", "");
    String port = values.getOrDefault("port", values.getOrDefault("tls-port", "5900"));
    String user = values.getOrDefault("username", "");
    try {
      String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
      VncAddress address = VncAddress.parse("vnc://" + bracketed + ":" + port);
      Optional<VncProxy> proxy =
          Optional.ofNullable(values.get("proxy"))
              .filter(each -> !each.isBlank())
              .map(VncProxy::parse);
      return new Link.Server(
          Optional.ofNullable(values.get("title"))
              .map(Links::shown)
              .filter(each -> !each.isBlank())
              .orElse(address.peer()),
          user.isEmpty() ? address : address.withUser(user),
          proxy,
          Optional.ofNullable(values.get("password")).map(String::toCharArray),
          authorities(values.getOrDefault("ca", "")),
          YES.contains(values.getOrDefault("fullscreen", "0")));
    } catch (IllegalArgumentException e) {
      throw new LinkException(file + ": " + e.getMessage(), "");
    } catch (IOException e) {
      throw new LinkException(
          Texts.text("app.link.not-readable", file, String.valueOf(e.getMessage())), "");
    }
  }

  /** The file's own authority, in a file of its own for as long as the program runs. */
  private static Optional<Path> authorities(String pem) throws IOException {
    if (pem.isBlank()) {
      return Optional.empty();
    }
    Path file = Files.createTempFile("quantix-ca", ".pem");
    file.toFile().deleteOnExit();
    Files.writeString(file, pem);
    return Optional.of(file);
  }

  /** The group's values, unescaped; empty if there is no such group. */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new HashMap<>();
    boolean inside = false;
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        inside = line.equals(GROUP);
      } else if (inside && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(
              line.substring(0, equals).strip(), unescaped(line.substring(equals + 1).strip()));
        }
      }
    }
    return values;
  }

  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        switch (value.charAt(i)) {
          case 'n' -> plain.append('\n');
          case 't' -> plain.append('\t');
          case 'r' -> plain.append('\r');
          case 's' -> plain.append(' ');
          default -> plain.append(value.charAt(i));
        }
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
