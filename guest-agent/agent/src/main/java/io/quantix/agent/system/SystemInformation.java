package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Who a Linux guest is and since when it runs, from {@code /proc} and {@code /etc}. */
public final class SystemInformation {
  private final SystemFiles files;

  /** Of a system. */
  public SystemInformation(SystemFiles files) {
    this.files = files;
  }

  /** Read anew each time: a hostname changes. */
  public GuestIdentity identity() {
    Map<String, String> release = OsRelease.read(files);
    String name = release.getOrDefault("NAME", "Linux");
    return new GuestIdentity(
        files.word("proc/sys/kernel/hostname"),
        release.getOrDefault("ID", "linux"),
        release.getOrDefault("PRETTY_NAME", name),
        release.getOrDefault("VERSION_ID", ""),
        files.word("proc/sys/kernel/osrelease"),
        architecture(),
        "linux");
  }

  /** As {@code uname -m} says it. */
  static String architecture() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? "x86_64" : name;
  }

  /** Changes with each boot. */
  public String bootId() {
    return files.word("proc/sys/kernel/random/boot_id");
  }

  /** Since the boot. */
  public Duration uptime() {
    String word = files.word("proc/uptime");
    int space = word.indexOf(' ');
    try {
      return Duration.ofMillis(
          (long) (Double.parseDouble(space < 0 ? word : word.substring(0, space)) * 1_000));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }

  /** When it booted; the epoch where that is not known. */
  public Instant booted() {
    try {
      for (String line : files.lines("proc/stat")) {
        if (line.startsWith("btime ")) {
          return Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Instant.EPOCH;
    }
    return Instant.EPOCH;
  }

  /**
   * Which module confines programs.
   *
   * @return {@code selinux} or {@code apparmor} and its mode
   */
  public SecurityState securityState() {
    if (files.exists("sys/fs/selinux/enforce")) {
      boolean enforcing = files.number("sys/fs/selinux/enforce", 0) == 1;
      return new SecurityState("selinux", enforcing ? "enforcing" : "permissive", 0);
    }
    if (files.word("sys/module/apparmor/parameters/enabled").equals("Y")) {
      return new SecurityState("apparmor", "enabled", profiles());
    }
    boolean installed = files.exists("etc/selinux/config");
    return new SecurityState(installed ? "selinux" : "", "disabled", 0);
  }

  private int profiles() {
    try {
      return files.lines("sys/kernel/security/apparmor/profiles").size();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * What confines programs.
   *
   * @param module empty if none does
   * @param profiles of AppArmor, 0 where they may not be read
   */
  public record SecurityState(String module, String mode, int profiles) {}
}
