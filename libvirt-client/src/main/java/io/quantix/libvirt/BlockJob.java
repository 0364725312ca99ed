package io.quantix.libvirt;

/**
 * A job on a disk.
 *
 * @param type what it does
 * @param bandwidth its limit in MiB a second; 0 for none
 * @param current how far it is, in a unit of its own
 * @param end how far it has to go; equal to current when a copy or a merge only waits for its pivot
 */
public record BlockJob(Type type, long bandwidth, long current, long end) {
  /** What a job does (libvirt's virDomainBlockJobType). */
  public enum Type {
    UNKNOWN,
    PULL,
    COPY,
    COMMIT,
    ACTIVE_COMMIT,
    BACKUP;

    private static final Type[] ALL = values();

    /** By libvirt's number. */
    public static Type of(int number) {
      return number > 0 && number < ALL.length ? ALL[number] : UNKNOWN;
    }
  }
}
