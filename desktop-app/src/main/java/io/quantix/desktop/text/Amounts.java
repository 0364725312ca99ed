package io.quantix.desktop.text;

import java.time.Duration;
import java.util.Locale;

/** Amounts in words. */
public final class Amounts {
  private Amounts() {}

  /** KiB as MiB or GiB. */
  public static String memory(long kib) {
    if (kib <= 0) {
      return "";
    }
    if (kib < 1024 * 1024) {
      return kib / 1024 + " MiB";
    }
    double gib = kib / (1024.0 * 1024);
    return gib == Math.rint(gib)
        ? (long) gib + " GiB"
        : String.format(Locale.getDefault(Locale.Category.FORMAT), "%.1f GiB", gib);
  }

  /** Bytes as KiB, MiB or GiB. */
  public static String bytes(long bytes) {
    long kib = (bytes + 1023) / 1024;
    return kib < 1024 ? kib + " KiB" : memory(kib);
  }

  /** Bytes a second. */
  public static String rate(double bytesPerSecond) {
    return Texts.text("vm.rate", bytes(Math.round(bytesPerSecond)));
  }

  /** 0 to 1 as percent. */
  public static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /** How long, in its two greatest units. */
  public static String duration(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    long days = seconds / 86_400;
    long hours = seconds / 3600 % 24;
    long minutes = seconds / 60 % 60;
    if (days > 0) {
      return Texts.text("vm.duration.days", days, hours);
    }
    if (hours > 0) {
      return Texts.text("vm.duration.hours", hours, minutes);
    }
    return minutes > 0
        ? Texts.text("vm.duration.minutes", minutes, seconds % 60)
        : Texts.text("vm.duration.seconds", seconds);
  }
}
