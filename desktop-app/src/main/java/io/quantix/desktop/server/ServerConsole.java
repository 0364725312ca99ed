package io.quantix.desktop.server;

import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.transport.ReverseConnections;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/** The screen of a VNC server that has no libvirt. */
public final class ServerConsole implements ConsoleSource {
  private final ReadOnlyStringWrapper name;
  private final String where;
  private final String key;
  private final ConsoleTarget.Opener opener;
  private final Optional<VncAddress> address;
  private final VncOptions options;
  private final Optional<ServerPasswords> passwords;

  /**
   * Makes one.
   *
   * @param name what the person calls it
   * @param way how the address is reached; whom to trust is decided by who opens it
   * @param options what is known of the server; its credentials are asked before the keyring
   * @param passwords where what the person wants kept is kept; empty for nowhere
   */
  public ServerConsole(
      String name,
      VncAddress address,
      TransportOptions way,
      VncOptions options,
      Optional<ServerPasswords> passwords) {
    this(
        name,
        address.peer(),
        trust -> address.open(way.withTrust(trust)),
        Optional.of(address),
        options,
        passwords);
  }

  private ServerConsole(
      String name,
      String where,
      ConsoleTarget.Opener opener,
      Optional<VncAddress> address,
      VncOptions options,
      Optional<ServerPasswords> passwords) {
    this.name = new ReadOnlyStringWrapper(name);
    this.where = where;
    this.key = address.map(VncAddress::toString).orElse(where);
    this.opener = opener;
    this.address = address;
    this.options = options;
    this.passwords = passwords;
  }

  /** The screen of whichever server connects to a port of this computer. */
  public static ServerConsole listening(int port, VncOptions options) {
    String where = Texts.text("app.server.listening", "" + port);
    return new ServerConsole(
        where, where, _ -> accept(port), Optional.empty(), options, Optional.empty());
  }

  private static VncTransport accept(int port) throws VncException {
    try (ReverseConnections listening = VncTransport.listen(new InetSocketAddress(port))) {
      return listening.accept();
    } catch (IOException e) {
      throw new VncException(VncException.Kind.UNREACHABLE, String.valueOf(e.getMessage()), "", e);
    }
  }

  @Override
  public ObservableValue<String> name() {
    return name.getReadOnlyProperty();
  }

  @Override
  public ObservableValue<String> title() {
    return name.getReadOnlyProperty()
        .map(now -> now.equals(where) ? now : Texts.text("console.title", now, where));
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public List<Observable> changes() {
    return List.of();
  }

  @Override
  public CompletableFuture<ConsoleTarget> target() {
    return CompletableFuture.completedFuture(
        new ConsoleTarget.Vnc(where, opener, options.toBuilder().credentials(this::known).build()));
  }

  /** On the session's own thread, where the keyring may take its time. */
  private Optional<VncCredential> known(VncCredentials.Request request) {
    return options
        .credentials()
        .ask(request)
        .or(() ->
            passwords.flatMap(kept -> address.flatMap(at -> kept.find(at, request.wantsUser()))));
  }

  @Override
  public Optional<VmModel> vm() {
    return Optional.empty();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public boolean canRemember() {
    return passwords.isPresent();
  }

  @Override
  public void remember(VncCredential accepted) {
    passwords.ifPresent(kept -> address.ifPresent(at -> kept.remember(at, accepted)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerConsole server && key.equals(server.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "screen of " + where;
  }
}
