package io.quantix.libvirt;

/**
 * Why a connection ended.
 *
 * @param kind who ended it
 * @param message a sentence for a person
 */
public record CloseReason(Kind kind, String message) {
  /** Who ended the connection. */
  public enum Kind {
    /** {@link Connection#close()} was called. */
    CLIENT,
    /** The daemon closed the connection, or its process ended. */
    END_OF_FILE,
    /** The daemon says that it has lost its hypervisor, so that no call to it can succeed. */
    HYPERVISOR,
    /** The daemon did not answer keepalive. */
    KEEPALIVE,
    /** Reading or writing failed, or what came was not libvirt's protocol. */
    ERROR
  }
}
