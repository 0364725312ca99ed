package io.quantix.desktop.server;

import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncProxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The VNC servers that the person has saved, kept in the settings. On the JavaFX thread only. */
public final class SavedServers {
  private final SettingsStore settings;
  private final ServerPasswords passwords;
  private final ObservableList<ServerEntry> entries = FXCollections.observableArrayList();
  // One for all: who listens to it must not lose it to the garbage collector.
  private final ObservableList<ServerEntry> shown =
      FXCollections.unmodifiableObservableList(entries);

  /** Those of the settings. */
  public SavedServers(SettingsStore settings, ServerPasswords passwords) {
    this.settings = settings;
    this.passwords = passwords;
    entries.setAll(settings.get().servers());
  }

  /** All of them, in the person's order; not to be changed from outside. */
  public ObservableList<ServerEntry> entries() {
    return shown;
  }

  /** Adds one; one at the same address is replaced. */
  public void add(ServerEntry entry) {
    int same = indexOf(entry.address());
    if (same >= 0) {
      entries.set(same, entry);
    } else {
      entries.add(entry);
    }
    save();
  }

  /** Puts one in the place of another; what was remembered for another address is forgotten. */
  public void replace(ServerEntry before, ServerEntry after) {
    int at = entries.indexOf(before);
    if (at < 0) {
      add(after);
      return;
    }
    if (!before.address().equals(after.address()) || !before.user().equals(after.user())) {
      passwords.forget(address(before));
    }
    entries.set(at, after);
    save();
  }

  /** Removes one with what was remembered for it. */
  public void remove(ServerEntry entry) {
    if (entries.remove(entry)) {
      passwords.forget(address(entry));
      save();
    }
  }

  /** Whether a server is among them, whoever the person is to it. */
  public boolean knows(VncAddress address) {
    return entries.stream().anyMatch(entry -> address(entry).peer().equals(address.peer()));
  }

  /** The one that is at an address. */
  public Optional<ServerEntry> find(VncAddress address) {
    return entries.stream()
        .filter(entry -> address(entry).peer().equals(address.peer()))
        .findFirst();
  }

  private int indexOf(String address) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).address().equals(address)) {
        return i;
      }
    }
    return -1;
  }

  private void save() {
    List<ServerEntry> now = List.copyOf(entries);
    settings.update(all -> all.withServers(now));
  }

  /** What a console shows of one. */
  public ServerConsole console(ServerEntry entry) {
    TransportOptions way = TransportOptions.defaults();
    if (!entry.proxy().isEmpty()) {
      way = way.withProxy(VncProxy.parse(entry.proxy()));
    }
    VncOptions.Builder options = VncOptions.builder();
    List<VncSecurity> security = security(entry.security());
    // The TLS of a secure WebSocket protects whatever is agreed on inside of it.
    boolean protectedAnyway = address(entry).kind() == VncAddress.Kind.SECURE_WEB_SOCKET;
    if (!security.isEmpty() && !protectedAnyway) {
      options.security(security);
    }
    return new ServerConsole(
        entry.name(), address(entry), way, options.build(), Optional.of(passwords));
  }

  /** Those types of the names that there are. */
  private static List<VncSecurity> security(List<String> names) {
    return Arrays.stream(VncSecurity.values()).filter(type -> names.contains(type.name())).toList();
  }

  /**
   * An entry's address, with its user.
   *
   * @throws IllegalArgumentException if somebody has written a wrong one into the settings
   */
  static VncAddress address(ServerEntry entry) {
    VncAddress address = VncAddress.parse(entry.address());
    return entry.user().isEmpty() ? address : address.withUser(entry.user());
  }
}
