package io.quantix.vnc;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a session is held.
 *
 * @param shared leave other clients connected
 * @param encodings pixel encodings offered, the preferred first
 * @param compression zlib level asked for, 0 (none) to 9
 * @param handshakeTimeout how long the server may take until its desktop is known
 * @param password asked once if the server wants one; empty for none known. The array is wiped
 *     after use
 * @param requestUpdates ask for updates all the time; false for a session that only types
 */
public record VncOptions(
    boolean shared,
    List<VncEncoding> encodings,
    int compression,
    Duration handshakeTimeout,
    Supplier<char[]> password,
    boolean requestUpdates) {

  /** Shared, all encodings, level 1, 30 s, no password. */
  public static VncOptions defaults() {
    return new VncOptions(
        true,
        List.of(VncEncoding.ZRLE, VncEncoding.HEXTILE, VncEncoding.COPY_RECT, VncEncoding.RAW),
        1,
        Duration.ofSeconds(30),
        () -> new char[0],
        true);
  }

  /** The same with a password. */
  public VncOptions withPassword(Supplier<char[]> value) {
    return new VncOptions(shared, encodings, compression, handshakeTimeout, value, requestUpdates);
  }

  /** The same with other encodings. */
  public VncOptions withEncodings(List<VncEncoding> value) {
    return new VncOptions(
        shared, List.copyOf(value), compression, handshakeTimeout, password, requestUpdates);
  }

  /** The same with another deadline for the handshake. */
  public VncOptions withHandshakeTimeout(Duration value) {
    return new VncOptions(shared, encodings, compression, value, password, requestUpdates);
  }
}
