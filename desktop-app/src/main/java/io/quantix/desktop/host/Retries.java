package io.quantix.desktop.host;

import io.quantix.libvirt.LibvirtException;
import java.util.concurrent.ThreadLocalRandom;

/** When a host that is lost is worth another try. */
final class Retries {
  private Retries() {}

  // Many windows that lost one host do not all come back to it in the same instant.
  static long spread(long delay) {
    return delay * 3 / 4 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
  }

  // What a daemon that is down, or just coming up, answers.
  static boolean comesBack(LibvirtException.Kind kind) {
    return switch (kind) {
      case NO_DAEMON, UNREACHABLE, CONNECTION_LOST, TIMEOUT, PROTOCOL, FAILED -> true;
      default -> false;
    };
  }
}
