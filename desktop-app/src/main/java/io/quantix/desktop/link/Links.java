package io.quantix.desktop.link;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.transport.VncAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads links: {@code vnc://}, {@code ws://}, {@code quantix://}, and names of .vv files. */
public final class Links {
  private static final String OURS = "quantix://";
  private static final int LONGEST = 4096;
  // Transports that run no program here, no options that would run one there, and no password.
  private static final Pattern CONNECT =
      Pattern.compile(
          "[a-z]+(\\+(unix|ssh|tls))?://([\\p{L}\\p{N}._~-]+@)?([\\p{L}\\p{N}._~-]*|\\[[0-9a-fA-F:.]+])"
              + "(:[0-9]{1,5})?/[A-Za-z0-9/_.-]*");

  private Links() {}

  /** Whether one argument alone means that something is to be opened. */
  public static boolean looksLikeOne(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith(OURS)
        || lower.endsWith(".vv")
        || (lower.contains("://") && VncAddress.looksLikeOne(text));
  }

  /** Whether it is the name of a file rather than a link. */
  public static boolean isFile(String text) {
    return !text.contains("://") && looksLikeOne(text);
  }

  /**
   * Reads one. Reads the file where it is one, and deletes it if it says so: not on the JavaFX
   * thread.
   */
  public static Link parse(String text) throws LinkException {
    if (text.length() > LONGEST) {
      throw new LinkException(Texts.text("app.link.too-long"), "");
    }
    if (text.toLowerCase(Locale.ROOT).startsWith(OURS)) {
      return ours(text.substring(OURS.length()));
    }
    if (VncAddress.looksLikeOne(text)) {
      return server(text);
    }
    try {
      // File managers pass files as URIs.
      boolean uri = text.regionMatches(true, 0, "file:///", 0, 8);
      return VvFile.read(uri ? Path.of(URI.create(text)) : Path.of(text));
    } catch (IllegalArgumentException e) {
      throw new LinkException(Texts.text("app.link.neither", shown(text)), hint());
    }
  }

  private static Link ours(String rest) throws LinkException {
    if (rest.startsWith("vnc/")) {
      return server("vnc://" + rest.substring(4));
    }
    int question = rest.indexOf('?');
    String what = question < 0 ? rest : rest.substring(0, question);
    if (!what.equals("console") && !what.equals("console/")) {
      throw new LinkException(Texts.text("app.link.unknown", shown(what)), hint());
    }
    Map<String, String> options = options(question < 0 ? "" : rest.substring(question + 1));
    String connect = options.getOrDefault("connect", "");
    String vm = options.getOrDefault("vm", "");
    if (vm.isBlank()) {
      throw new LinkException(Texts.text("app.link.no-vm"), hint());
    }
    if (!CONNECT.matcher(connect).matches()) {
      throw new LinkException(
          Texts.text("app.link.bad-connect", shown(connect)),
          Texts.text("app.link.bad-connect.hint"));
    }
    return new Link.Vm(connect, vm);
  }

  private static Map<String, String> options(String query) throws LinkException {
    Map<String, String> options = new HashMap<>();
    for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (equals < 0 || !(name.equals("connect") || name.equals("vm"))) {
        throw new LinkException(Texts.text("app.link.unknown-option", shown(name)), hint());
      }
      try {
        String value = option.substring(equals + 1).replace("+", "%2B");
        options.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw new LinkException(Texts.text("app.link.unknown-option", shown(option)), hint());
      }
    }
    return options;
  }

  private static Link server(String text) throws LinkException {
    try {
      VncAddress address = VncAddress.parse(text);
      return new Link.Server(
          address.peer(),
          address.withoutProxy(),
          address.proxy(),
          Optional.empty(),
          Optional.empty(),
          false);
    } catch (IllegalArgumentException e) {
      throw new LinkException(String.valueOf(e.getMessage()), "");
    }
  }

  private static String hint() {
    return Texts.text("app.link.hint");
  }

  static String shown(String text) {
    String line = text.replaceAll("\\p{C}", "");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
