package io.quantix.desktop.cli;

import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.desktop.host.ConsoleTargets;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.transport.ReverseConnections;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The screen of a VM or of another VNC server for one command: a session, its first picture. */
final class Screen implements AutoCloseable {
  // The way to a remote host's screen goes over its connection.
  private final Optional<Connection> connection;
  private final VncSession session;
  private final CompletableFuture<Framebuffer> picture;

  private Screen(
      Optional<Connection> connection, VncSession session, CompletableFuture<Framebuffer> picture) {
    this.connection = connection;
    this.session = session;
    this.picture = picture;
  }

  /**
   * Opens one.
   *
   * @param name a VM's name or UUID, or the address of a VNC server
   */
  static Screen open(HostOption host, ScreenOption how, String name)
      throws NoConnectionException, CommandFailedException, LibvirtException, VncException {
    if (VncAddress.looksLikeOne(name)) {
      return open(host, how, how.address(name));
    }
    how.checkForVm();
    Connection connection = host.open();
    boolean opened = false;
    try {
      Domain domain = Domains.find(connection, name);
      ConsoleTarget.Vnc vnc = vnc(ConsoleTargets.find(domain), name);
      VncOptions options = how.session(vnc.options(), Optional.empty(), host.terminal());
      Screen screen = open(Optional.of(connection), vnc.opener().open(options.trust()), options);
      opened = true;
      return screen;
    } finally {
      if (!opened) {
        connection.close();
      }
    }
  }

  private static Screen open(HostOption host, ScreenOption how, VncAddress address)
      throws NoConnectionException, CommandFailedException, VncException {
    VncOptions options = how.session(VncOptions.defaults(), Optional.of(address), host.terminal());
    VncTransport transport;
    try {
      transport = address.open(how.transport(address, host.terminal()));
    } catch (VncException e) {
      if (e.kind() == VncException.Kind.UNREACHABLE) {
        throw new NoConnectionException(e);
      }
      throw e;
    }
    return open(Optional.empty(), transport, options);
  }

  /** Waits for a server to connect to us. */
  static Screen await(HostOption host, ScreenOption how, int port)
      throws CommandFailedException, VncException {
    VncOptions options = how.session(VncOptions.defaults(), Optional.empty(), host.terminal());
    try (ReverseConnections listening = VncTransport.listen(new InetSocketAddress(port))) {
      return open(Optional.empty(), listening.accept(), options);
    } catch (IOException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()), "", e);
    }
  }

  /** The VNC server that a VM has; a failure that says why there is none. */
  static ConsoleTarget.Vnc vnc(ConsoleTarget target, String name) throws CommandFailedException {
    return switch (target) {
      case ConsoleTarget.Vnc vnc -> vnc;
      case ConsoleTarget.Off _ ->
          throw new CommandFailedException(
              Texts.text("cli.screen.off", name), Texts.text("cli.screen.off.hint", name));
      case ConsoleTarget.NoGraphics _ ->
          throw new CommandFailedException(
              Texts.text("cli.screen.no-graphics", name),
              Texts.text("cli.screen.no-graphics.hint"));
      case ConsoleTarget.Unsupported(String type) ->
          throw new CommandFailedException(
              Texts.text("cli.screen.unsupported", name, type),
              Texts.text("cli.screen.unsupported.hint"));
    };
  }

  private static Screen open(
      Optional<Connection> connection, VncTransport transport, VncOptions options)
      throws VncException {
    CompletableFuture<Framebuffer> picture = new CompletableFuture<>();
    VncListener listener = new FirstPicture(picture);
    return new Screen(connection, VncSession.open(transport, options, listener), picture);
  }

  VncSession session() {
    return session;
  }

  /** Completes with the framebuffer once all of it has come. */
  CompletableFuture<Framebuffer> picture() {
    return picture;
  }

  @Override
  public void close() {
    session.close();
    connection.ifPresent(Connection::close);
  }

  private static final class FirstPicture implements VncListener {
    private final CompletableFuture<Framebuffer> picture;
    private final CompletableFuture<Framebuffer> present = new CompletableFuture<>();
    private Framebuffer framebuffer = new Framebuffer(1, 1);
    private int right;
    private int bottom;

    FirstPicture(CompletableFuture<Framebuffer> picture) {
      this.picture = picture;
    }

    @Override
    public void resized(Framebuffer another) {
      framebuffer = another;
      right = 0;
      bottom = 0;
      present.complete(another);
    }

    // The answer to a request for everything comes as one update that begins at the top left.
    @Override
    public void frame(DirtyRegion dirty) {
      for (int i = 0; i < dirty.count(); i++) {
        right = Math.max(right, dirty.x(i) + dirty.width(i));
        bottom = Math.max(bottom, dirty.y(i) + dirty.height(i));
      }
      if (present.isDone() && right >= framebuffer.width() && bottom >= framebuffer.height()) {
        picture.complete(framebuffer);
      }
    }

    @Override
    public void closed(VncCloseReason reason) {
      picture.completeExceptionally(
          new VncException(VncException.Kind.TRANSPORT, reason.message(), ""));
    }
  }
}
