package io.quantix.desktop.console;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person may want to know of a console's connection. Fed with the session's figures, the
 * last of which give those per second.
 */
final class ConsoleInformation {
  /** A figure with its name. */
  record Line(String name, String value) {}

  private static final double NANOS = 1e9;
  private Optional<VncStatistics> last = Optional.empty();
  private long lastNanos;
  private List<Line> lines = List.of();
  private Optional<String> warning = Optional.empty();

  /** The figures, as they were last told. */
  List<Line> lines() {
    return lines;
  }

  /** What is not safe about the connection, plainly; empty if nothing is. */
  Optional<String> warning() {
    return warning;
  }

  /** All of it as text, for a report. */
  String text() {
    StringBuilder text = new StringBuilder();
    warning.ifPresent(words -> text.append(words).append('\n'));
    lines.forEach(line -> text.append(line.name).append(": ").append(line.value).append('\n'));
    return text.toString();
  }

  /** There is no connection. */
  void clear() {
    last = Optional.empty();
    lines = List.of();
    warning = Optional.empty();
  }

  /**
   * Takes the session's figures.
   *
   * @param desktop the name that the server gives its desktop
   * @param nanos when, as {@link System#nanoTime} says it
   */
  void update(VncStatistics now, String desktop, long nanos) {
    warning = warning(now);
    List<Line> all = new ArrayList<>();
    add(all, "desktop", desktop);
    add(all, "size", Texts.text("console.size", "" + now.width(), "" + now.height()));
    add(all, "protocol", "RFB " + now.protocol());
    add(all, "security", now.security());
    add(
        all,
        "encryption",
        now.encryption().isEmpty() ? Texts.text("console.info.none") : now.encryption());
    add(all, "encodings", String.join(", ", now.encodings()));
    add(all, "latency", latency(now.latency()));
    add(all, "throughput", Texts.text("console.info.per-second", amount(now.bytesPerSecond())));
    add(all, "updates-per-second", perSecond(now, nanos));
    add(all, "updates", String.format(Locale.ROOT, "%,d", now.updates()));
    add(all, "received", amount(now.bytesReceived()));
    add(all, "compression", compression(now));
    lines = List.copyOf(all);
    last = Optional.of(now);
    lastNanos = nanos;
  }

  private static void add(List<Line> lines, String key, String value) {
    if (!value.isEmpty()) {
      lines.add(new Line(Texts.text("console.info." + key), value));
    }
  }

  private static Optional<String> warning(VncStatistics now) {
    if (now.encryption().isEmpty()) {
      return Optional.of(Texts.text("console.info.not-encrypted"));
    }
    boolean anonymous = now.security().contains("TLS") && !now.security().contains("X509");
    return anonymous ? Optional.of(Texts.text("console.info.anonymous")) : Optional.empty();
  }

  private String perSecond(VncStatistics now, long nanos) {
    double seconds = (nanos - lastNanos) / NANOS;
    return last.filter(before -> seconds > 0 && now.updates() >= before.updates())
        .map(before ->
            String.format(Locale.ROOT, "%.1f", (now.updates() - before.updates()) / seconds))
        .orElse("");
  }

  private static String latency(Duration latency) {
    return latency.isZero()
        ? ""
        : Texts.text(
            "console.info.ms", String.format(Locale.ROOT, "%.1f", latency.toNanos() / 1e6));
  }

  // What 32 bits a pixel would have taken, beside what came.
  private static String compression(VncStatistics now) {
    return now.bytesReceived() == 0 || now.pixels() == 0
        ? ""
        : String.format(Locale.ROOT, "%.1f : 1", now.pixels() * 4.0 / now.bytesReceived());
  }

  /** Bytes as people read them. */
  static String amount(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
