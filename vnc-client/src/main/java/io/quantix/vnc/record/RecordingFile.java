package io.quantix.vnc.record;

/**
 * The numbers of a recording's file; {@code docs/recordings.md} says what stands where.
 *
 * <p>Numbers are big-endian, as everywhere in RFB.
 */
final class RecordingFile {
  /** The first eight bytes. */
  static final byte[] MAGIC = {'Q', 'V', 'N', 'C', 'R', 'E', 'C', '\n'};

  /** The version that is written, and the only one that is read. */
  static final int VERSION = 1;

  /** Bytes of a SHA-256. */
  static final int DIGEST = 32;

  /** Bytes of what the server sent, at most: that is held in memory to be played. */
  static final long BYTES = 512L << 20;

  /** Pieces at most. */
  static final int PIECES = 1 << 22;

  /** Encodings that a client may have listed, at most. */
  static final int ENCODINGS = 1024;

  private RecordingFile() {}
}
