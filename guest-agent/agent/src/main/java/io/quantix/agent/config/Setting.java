package io.quantix.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One key of the configuration.
 *
 * @param name the whole name: {@code telemetry_interval_secs}, {@code security.audit_logging}
 * @param fallback what holds when nothing is said
 * @param allowed the values that it takes, for a message
 * @param parser of what is written
 * @param <T> what it is read as
 */
record Setting<T>(String name, T fallback, String allowed, Parser<T> parser) {

  /** Reads a value. */
  interface Parser<T> {
    /** Empty if it is none of the allowed. */
    Optional<T> parse(RawValue value);
  }

  static Setting<Long> number(String name, long fallback, long min, long max, String unit) {
    return new Setting<>(
        name,
        fallback,
        "a whole number from " + min + " to " + max + (unit.isEmpty() ? "" : ", " + unit),
        value -> value.scalar().flatMap(Setting::whole).filter(n -> n >= min && n <= max));
  }

  static Setting<Boolean> flag(String name, boolean fallback) {
    return new Setting<>(
        name,
        fallback,
        "true or false",
        value ->
            value
                .scalar()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> text.equals("true") || text.equals("false"))
                .map(Boolean::valueOf));
  }

  static <E extends Enum<E>> Setting<E> choice(String name, E fallback, Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    StringBuilder allowed = new StringBuilder();
    for (E one : all) {
      allowed.append(allowed.isEmpty() ? "" : ", ").append(one.name().toLowerCase(Locale.ROOT));
    }
    return new Setting<>(
        name,
        fallback,
        "one of " + allowed,
        value ->
            value
                .scalar()
                .flatMap(
                    text -> all.stream().filter(e -> e.name().equalsIgnoreCase(text)).findFirst()));
  }

  /** A path, or empty for none. */
  static Setting<Optional<String>> optionalPath(String name, String none, Places places) {
    return new Setting<>(
        name,
        Optional.empty(),
        "an absolute path, or " + (none.isEmpty() ? "\"\"" : none),
        value -> {
          String text = value.scalar().orElse("?");
          if (text.equals(none)) {
            return Optional.of(Optional.empty());
          }
          return goodPath(text, places) ? Optional.of(Optional.of(text)) : Optional.empty();
        });
  }

  static Setting<String> path(String name, String fallback, Places places) {
    return new Setting<>(
        name,
        fallback,
        "an absolute path",
        value -> value.scalar().filter(text -> goodPath(text, places)));
  }

  static Setting<List<String>> paths(String name, Places places) {
    return new Setting<>(
        name,
        List.of(),
        "a list (in lines that begin with -, or in brackets) of absolute paths without \"..\"",
        value -> list(value, text -> goodPath(text, places)));
  }

  static Setting<List<String>> targets(String name, List<String> fallback) {
    return new Setting<>(
        name,
        fallback,
        "a list (in lines that begin with -, or in brackets) of HOST:PORT, where PORT may be * and"
            + " an IPv6 address stands in [ ]",
        value -> list(value, Setting::goodTarget));
  }

  private static Optional<List<String>> list(
      RawValue value, java.util.function.Predicate<String> good) {
    if (!value.list() && !value.items().isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (RawValue.Scalar item : value.items()) {
      if (!good.test(item.text())) {
        return Optional.empty();
      }
      texts.add(item.text());
    }
    return Optional.of(List.copyOf(texts));
  }

  private static boolean goodPath(String text, Places places) {
    if (!places.absolute(text) || text.indexOf('\0') >= 0) {
      return false;
    }
    String slashes = text.replace('\\', '/') + "/";
    return !slashes.contains("/../") && !slashes.contains("/./");
  }

  private static boolean goodTarget(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return false;
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return (bracketed || host.indexOf(':') < 0)
        && host.chars().noneMatch(c -> c <= ' ')
        && (port.equals("*") || whole(port).filter(n -> n >= 1 && n <= 65_535).isPresent());
  }

  private static Optional<Long> whole(String text) {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(text));
  }
}
