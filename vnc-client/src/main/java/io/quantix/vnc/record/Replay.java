package io.quantix.vnc.record;

import java.util.OptionalInt;

/**
 * How a {@link ReplayServer} plays.
 *
 * @param passes how often, one after another in one session
 * @param timed with the recorded pauses; if not, as fast as the client takes it
 * @param stays keeps the session after the last byte until the client leaves; if not, it ends it
 * @param mark colour 0xRRGGBB of a square of {@value #MARK} pixels that is drawn at the top left
 *     behind the last pass, by which whoever watches the client's window knows that all has come;
 *     for 32-bit pixels
 */
public record Replay(int passes, boolean timed, boolean stays, OptionalInt mark) {
  /** Pixels of the mark in each direction. */
  public static final int MARK = 16;

  /** Refuses less than one pass. */
  public Replay {
    if (passes < 1) {
      throw new IllegalArgumentException(passes + " passes");
    }
  }

  /** One pass as fast as possible, then the end. */
  public static Replay once() {
    return new Replay(1, false, false, OptionalInt.empty());
  }

  /** The same with more passes. */
  public Replay times(int value) {
    return new Replay(value, timed, stays, mark);
  }

  /** The same with the recorded pauses. */
  public Replay inItsTime() {
    return new Replay(passes, true, stays, mark);
  }

  /** The same, kept open behind the last byte. */
  public Replay thenStaying() {
    return new Replay(passes, timed, true, mark);
  }

  /** The same with a mark at the end. */
  public Replay thenMarked(int rgb) {
    return new Replay(passes, timed, stays, OptionalInt.of(rgb));
  }
}
