package io.quantix.desktop.link;

import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerConsole;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncProxy;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a link or a file asks to be shown. It comes from a stranger: it names where to connect, and
 * can make nothing be run, read or sent.
 */
public sealed interface Link {
  /**
   * A VNC server.
   *
   * @param title what to call it
   * @param password the one that a .vv file has; a link never has one
   * @param authorities a file with the authorities to trust
   * @param fullScreen whether to fill the screen
   */
  record Server(
      String title,
      VncAddress address,
      Optional<VncProxy> proxy,
      Optional<char[]> password,
      Optional<Path> authorities,
      boolean fullScreen)
      implements Link {

    /** Where it leads, for people. */
    public String where() {
      return proxy
          .map(way -> Texts.text("app.link.through", address.peer(), way.toString()))
          .orElse(address.peer());
    }

    /** Whether the person has saved this server, and the link adds no way of its own to it. */
    public boolean isKnown(SavedServers saved) {
      return proxy.isEmpty() && authorities.isEmpty() && saved.knows(address);
    }

    /** What a console shows; a saved one is reached as it was saved. */
    public ServerConsole console(SavedServers saved, ServerPasswords passwords) {
      if (isKnown(saved) && password.isEmpty()) {
        return saved.console(saved.find(address).orElseThrow());
      }
      TransportOptions way =
          proxy.map(TransportOptions.defaults()::withProxy).orElse(TransportOptions.defaults());
      VncTrust trust =
          authorities.map(VncTrust.defaults()::withAuthorities).orElse(VncTrust.defaults());
      VncOptions.Builder options = VncOptions.builder().trust(trust);
      password.ifPresent(secret ->
          options.credentials(_ -> Optional.of(new VncCredential(address.user(), secret.clone()))));
      return new ServerConsole(title, address, way, options.build(), Optional.of(passwords));
    }

    /** Does not say the password. */
    @Override
    public String toString() {
      return "link to " + where();
    }
  }

  /**
   * A VM of a libvirt host.
   *
   * @param connect libvirt's URI, without a password or options
   * @param name the VM's name or UUID
   */
  record Vm(String connect, String name) implements Link {}
}
