package io.quantix.libvirt;

/** A version as libvirt counts: major, minor, release. */
public record Version(int major, int minor, int release) implements Comparable<Version> {
  /** Takes libvirt's number, major * 1,000,000 + minor * 1,000 + release, apart. */
  public static Version of(long number) {
    return new Version(
        (int) (number / 1_000_000), (int) (number / 1_000 % 1_000), (int) (number % 1_000));
  }

  @Override
  public int compareTo(Version other) {
    int byMajor = Integer.compare(major, other.major);
    if (byMajor != 0) {
      return byMajor;
    }
    int byMinor = Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(release, other.release);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + release;
  }
}
