package io.quantix.agent.protocol;

/** What neither end sends more of than this, and neither end accepts. */
public final class Limits {
  /** The longest frame in bytes, after its length: one chunk and what is around it, four times. */
  public static final int MAX_FRAME = 256 * 1024;

  /** The most bytes of a stream in one frame. */
  public static final int CHUNK = 64 * 1024;

  /** How many chunks of one direction of a stream may be under way. */
  public static final int WINDOW_CHUNKS = 4;

  /** The credit that each direction of a stream begins with, in bytes, and never exceeds. */
  public static final int WINDOW = CHUNK * WINDOW_CHUNKS;

  /** Streams open at a time. */
  public static final int MAX_STREAMS = 64;

  /** Requests unanswered at a time. */
  public static final int MAX_REQUESTS = 64;

  /** The longest name of a request, in characters. */
  public static final int MAX_ID = 64;

  /** The largest answer that comes in several messages, in bytes. */
  public static final int MAX_ANSWER = 8 * 1024 * 1024;

  /** How many bytes of 0xFF before a SYNC end whatever frame the reader is in. */
  public static final int PADDING = MAX_FRAME + 16;

  /** The version of the protocol; another one is another protocol. */
  public static final int MAJOR = 1;

  /** What was added since, without which both ends go on. */
  public static final int MINOR = 0;

  private Limits() {}
}
