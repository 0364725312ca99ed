package io.quantix.vnc;

import org.jspecify.annotations.Nullable;

/**
 * Why a session ended.
 *
 * @param kind who ended it
 * @param message a sentence for a person
 * @param cause the failure behind it, if there was one
 */
public record VncCloseReason(Kind kind, String message, @Nullable Throwable cause) {
  /** Who ended the session. */
  public enum Kind {
    /** {@link VncSession#close()} was called. */
    CLIENT,
    /** The server closed the connection: its machine was turned off, or another client came. */
    SERVER,
    /** Reading or writing failed. */
    TRANSPORT,
    /** What the server sent breaks the protocol or a stated limit. */
    PROTOCOL
  }
}
