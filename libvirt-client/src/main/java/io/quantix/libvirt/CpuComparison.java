package io.quantix.libvirt;

/** How a host stands to a processor model (libvirt's virCPUCompareResult). */
public enum CpuComparison {
  /** The host cannot run it. */
  INCOMPATIBLE,
  /** The host is just that. */
  IDENTICAL,
  /** The host can do more. */
  SUPERSET;

  /** By libvirt's number. */
  public static CpuComparison of(int number) {
    return number == 1 ? IDENTICAL : number == 2 ? SUPERSET : INCOMPATIBLE;
  }
}
