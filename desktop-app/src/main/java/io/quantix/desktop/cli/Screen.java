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
import java.util.concurrent.CompletableFuture;

/** A VM's screen for one command: a VNC session and its first whole picture. */
final class Screen implements AutoCloseable {
  // The way to a remote host's screen goes over its connection.
  private final Connection connection;
  private final VncSession session;
  private final CompletableFuture<Framebuffer> picture;

  private Screen(
      Connection connection, VncSession session, CompletableFuture<Framebuffer> picture) {
    this.connection = connection;
    this.session = session;
    this.picture = picture;
  }

  static Screen open(HostOption host, String name)
      throws NoConnectionException, CommandFailedException, LibvirtException, VncException {
    Connection connection = host.open();
    boolean opened = false;
    try {
      Domain domain = Domains.find(connection, name);
      Screen screen = open(connection, vnc(ConsoleTargets.find(domain), name));
      opened = true;
      return screen;
    } finally {
      if (!opened) {
        connection.close();
      }
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

  private static Screen open(Connection connection, ConsoleTarget.Vnc vnc) throws VncException {
    CompletableFuture<Framebuffer> picture = new CompletableFuture<>();
    VncListener listener = new FirstPicture(picture);
    VncOptions options = vnc.options();
    return new Screen(
        connection,
        VncSession.open(vnc.opener().open(options.trust()), options, listener),
        picture);
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
    connection.close();
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
