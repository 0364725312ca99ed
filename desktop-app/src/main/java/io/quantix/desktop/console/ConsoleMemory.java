package io.quantix.desktop.console;

import io.quantix.desktop.host.KnownServers;
import io.quantix.vnc.VncCredential;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What consoles remember of servers until the program ends, and beyond. For several threads. */
final class ConsoleMemory implements AutoCloseable {
  private final KnownServers servers;
  private final Map<String, VncCredential> credentials = new HashMap<>();

  /**
   * Makes one that knows no secret.
   *
   * @param servers those that are trusted beyond the program's end
   */
  ConsoleMemory(KnownServers servers) {
    this.servers = servers;
  }

  KnownServers servers() {
    return servers;
  }

  /** A copy of what is kept for a console. */
  synchronized Optional<VncCredential> credential(String console) {
    return Optional.ofNullable(credentials.get(console)).map(ConsoleMemory::copy);
  }

  /** Keeps a copy. */
  synchronized void keep(String console, VncCredential credential) {
    forget(console);
    credentials.put(console, copy(credential));
  }

  /** Wipes what is kept for a console. */
  synchronized void forget(String console) {
    VncCredential gone = credentials.remove(console);
    if (gone != null) {
      gone.wipe();
    }
  }

  static VncCredential copy(VncCredential credential) {
    return new VncCredential(credential.user(), credential.password().clone());
  }

  /** Wipes all secrets. */
  @Override
  public synchronized void close() {
    credentials.values().forEach(VncCredential::wipe);
    credentials.clear();
  }
}
