package io.quantix.libvirt;

import java.time.Duration;
import java.util.Map;

/**
 * A job on a domain: a save, a migration, a dump, a backup.
 *
 * @param values libvirt's typed parameters by name: {@code time_elapsed} in milliseconds, {@code
 *     data_total}, {@code data_processed}, {@code data_remaining} in bytes, ...
 */
public record JobInfo(Type type, Map<String, Object> values) {
  /** How it stands (libvirt's virDomainJobType). */
  public enum Type {
    NONE,
    BOUNDED,
    UNBOUNDED,
    COMPLETED,
    FAILED,
    CANCELLED;

    private static final Type[] ALL = values();

    /** By libvirt's number. */
    public static Type of(int number) {
      return number >= 0 && number < ALL.length ? ALL[number] : NONE;
    }

    /** Whether it goes on. */
    public boolean isRunning() {
      return this == BOUNDED || this == UNBOUNDED;
    }
  }

  /** How long it has gone on. */
  public Duration elapsed() {
    return Duration.ofMillis(number("time_elapsed"));
  }

  /** Bytes of memory and disks that are to be sent, as far as is known yet. */
  public long total() {
    return number("data_total");
  }

  /** Bytes of these that have been sent. */
  public long processed() {
    return number("data_processed");
  }

  /** Bytes of these that are left; more may come, as the guest changes them. */
  public long remaining() {
    return number("data_remaining");
  }

  /** A number, or 0 if it is not there. */
  public long number(String field) {
    return values.get(field) instanceof Number n ? n.longValue() : 0;
  }
}
