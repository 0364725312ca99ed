package io.quantix.libvirt;

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

  /** A number, or 0 if it is not there. */
  public long number(String field) {
    return values.get(field) instanceof Number n ? n.longValue() : 0;
  }
}
