package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ConnectionUri;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.libvirt.jna.ConnectionPointer;

/**
 * Opens a connection with libvirt's own library, which this loads; nothing else does.
 *
 * <p>What differs from a connection over the protocol: a call that libvirt does not end cannot be
 * cut off, only left to itself (its caller goes on when the deadline passes); there is no tunnel to
 * the host; {@code window} and {@code autostart} of the options are libvirt's own business; a
 * further connection to {@code test:///}, which keeps its host in the connection, shares it.
 *
 * <p>The system property {@code quantix.libvirt.library} names another libvirt than the system's,
 * as a name or a path.
 */
public final class NativeOpening {
  private static final int READ_ONLY = 1;
  private static final int AUTH_FAILED = 45;
  private static final int ATTEMPTS = 3;

  private final String uri;
  private final ConnectionUri parsed;
  private final ConnectOptions options;
  private final LibvirtLibrary library;
  private final NativeLogin.Memories memories = new NativeLogin.Memories();

  private NativeOpening(
      String uri, ConnectionUri parsed, ConnectOptions options, LibvirtLibrary library) {
    this.uri = uri;
    this.parsed = parsed;
    this.options = options;
    this.library = library;
  }

  /**
   * Opens it.
   *
   * @param uri what libvirt's library is asked to open
   * @throws LibvirtException of kind UNSUPPORTED if libvirt's library is not on this machine or has
   *     no such driver; or what libvirt says
   */
  public static Connection open(String uri, ConnectOptions options) throws LibvirtException {
    ConnectionUri parsed = ConnectionUri.parse(uri);
    return new NativeOpening(uri, parsed, options, LibvirtLibrary.load()).open();
  }

  private NativeConnection open() throws LibvirtException {
    int attempt = 1;
    while (true) {
      NativeLogin login =
          new NativeLogin(
              library.memory(),
              memories,
              parsed.driver(),
              parsed.user().orElse(""),
              parsed.host().isEmpty() ? "localhost" : parsed.host(),
              attempt);
      try {
        NativeSession session = attempt(login);
        login.accepted(options.prompter());
        return connection(session);
      } catch (LibvirtException e) {
        boolean recalled = login.recalled();
        if (login.cancelled()) {
          throw cancelled(login, e);
        }
        if (!login.used() || !isWrongPassword(e)) {
          throw NativeFailures.opening(e, parsed);
        }
        login.refused();
        if (!recalled && attempt++ == ATTEMPTS) {
          throw new LibvirtException(
              Kind.DENIED,
              e.code(),
              e.domain(),
              uri
                  + " did not accept the password of "
                  + login.subject()
                  + " ("
                  + ATTEMPTS
                  + " times): "
                  + e.getMessage(),
              "Check name and password.",
              e);
        }
      }
    }
  }

  private static boolean isWrongPassword(LibvirtException failure) {
    return failure.code() == AUTH_FAILED
        || String.valueOf(failure.getMessage()).contains("incorrect user name or password");
  }

  private LibvirtException cancelled(NativeLogin login, LibvirtException cause) {
    return new LibvirtException(
        Kind.AUTH_CANCELLED,
        cause.code(),
        cause.domain(),
        uri + " asks for a name and a password at " + login.subject() + ", and none was given",
        "Connect again and give it.",
        cause);
  }

  private NativeConnection connection(NativeSession session) {
    return new NativeConnection(
        session, Optional.of(parsed.host()).filter(host -> !host.isEmpty()), this::again);
  }

  private NativeConnection again(NativeSession first) throws LibvirtException {
    if (parsed.driver().equals("test") && first.isOpen()) {
      return connection(first.share());
    }
    return open();
  }

  /** Has libvirt open it on a thread of its own, and answers what is asked meanwhile. */
  private NativeSession attempt(NativeLogin login) throws LibvirtException {
    NativeTask<NativeSession> task = NativeTask.start(() -> openNow(login), login::over);
    long until = System.nanoTime() + options.connectTimeout().toNanos();
    try {
      boolean more = true;
      while (more) {
        long before = System.nanoTime();
        more = login.ask(options.prompter(), Math.max(1, until - before));
        if (more) {
          until += System.nanoTime() - before;
        }
      }
      if (!task.isDone()) {
        throw gaveUp(
            login,
            task,
            new LibvirtException(
                Kind.TIMEOUT,
                0,
                0,
                uri
                    + ": no answer within "
                    + options.connectTimeout().toMillis()
                    + " ms while connecting",
                "The host is busy, stuck or not there."));
      }
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gaveUp(
          login,
          task,
          new LibvirtException(
              Kind.INTERRUPTED, 0, 0, uri + ": interrupted while connecting", "", e));
    } catch (ExecutionException e) {
      throw NativeSession.again(e.getCause() == null ? e : e.getCause());
    }
  }

  private static LibvirtException gaveUp(
      NativeLogin login, NativeTask<NativeSession> task, LibvirtException why) {
    task.completeExceptionally(why);
    login.abandon();
    return why;
  }

  private NativeSession openNow(NativeLogin login) throws LibvirtException {
    LibvirtCalls libvirt = library.calls();
    ConnectionPointer connection =
        libvirt.virConnectOpenAuth(uri, login.auth(), options.readOnly() ? READ_ONLY : 0);
    if (connection == null) {
      throw NativeCall.error(libvirt);
    }
    if (!options.keepAliveInterval().isZero()) {
      // A driver without a network says that it has no such thing.
      libvirt.virConnectSetKeepAlive(
          connection,
          Math.toIntExact(Math.max(1, options.keepAliveInterval().toSeconds())),
          options.keepAliveCount());
    }
    return new NativeSession(uri, library, connection, options.callTimeout());
  }
}
