package io.quantix.vnc;

import io.quantix.vnc.wire.Outbox;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Says what a failure means: to who waits for the session to open, and to who has it. */
final class Ending {
  private final String peer;
  private final AtomicBoolean closing;
  private final Outbox outbox;

  Ending(String peer, AtomicBoolean closing, Outbox outbox) {
    this.peer = peer;
    this.closing = closing;
    this.outbox = outbox;
  }

  /** For a session that was never open. */
  VncException exception(Throwable failure) {
    return switch (meant(failure)) {
      case VncException known ->
          new VncException(
              known.kind(),
              text(known).startsWith(peer) ? text(known) : peer + ": " + text(known),
              known.hint(),
              known);
      case OutOfMemoryError memory ->
          new VncException(
              VncException.Kind.LIMIT, peer + ": no memory for its desktop", "", memory);
      case EOFException end ->
          new VncException(
              VncException.Kind.TRANSPORT,
              peer + " closed the connection during the handshake",
              "The machine may just be stopping, or another client has taken the console.",
              end);
      default ->
          new VncException(
              VncException.Kind.TRANSPORT,
              "the connection to " + peer + " failed: " + text(failure),
              "",
              failure);
    };
  }

  /** For a session that was open. */
  VncCloseReason reason(Throwable failure) {
    if (closing.get()) {
      return new VncCloseReason(VncCloseReason.Kind.CLIENT, "closed", null);
    }
    return switch (meant(failure)) {
      case VncException breach ->
          new VncCloseReason(
              VncCloseReason.Kind.PROTOCOL, peer + ": " + breach.getMessage(), breach);
      case OutOfMemoryError memory ->
          new VncCloseReason(
              VncCloseReason.Kind.PROTOCOL, peer + ": no memory for its desktop", memory);
      case GuardedListener.Failure listener ->
          new VncCloseReason(
              VncCloseReason.Kind.CLIENT,
              "what shows the desktop failed: " + text(listener.getCause()),
              listener.getCause());
      case RuntimeException ours ->
          new VncCloseReason(
              VncCloseReason.Kind.PROTOCOL,
              "what " + peer + " sent was not understood: " + text(ours),
              ours);
      default -> lost(failure);
    };
  }

  /** What a transport that can only throw I/O failures has found wrong with the server. */
  private static Throwable meant(Throwable failure) {
    return failure instanceof IOException && failure.getCause() instanceof VncException breach
        ? breach
        : failure;
  }

  private VncCloseReason lost(Throwable failure) {
    if (outbox.failure().isPresent()) {
      Exception first = outbox.failure().get();
      return new VncCloseReason(
          VncCloseReason.Kind.TRANSPORT, "sending to " + peer + " failed: " + text(first), first);
    }
    return failure instanceof EOFException
        ? new VncCloseReason(VncCloseReason.Kind.SERVER, peer + " closed the connection", failure)
        : new VncCloseReason(
            VncCloseReason.Kind.TRANSPORT,
            "the connection to " + peer + " failed: " + text(failure),
            failure);
  }

  private static String text(@Nullable Throwable failure) {
    if (failure == null) {
      return "for no known reason";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
