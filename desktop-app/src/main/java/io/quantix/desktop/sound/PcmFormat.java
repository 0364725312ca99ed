package io.quantix.desktop.sound;

/**
 * Signed 16-bit samples, the low byte first, channels interleaved.
 *
 * @param channels at least 1
 * @param frequency samples a second of each channel
 */
public record PcmFormat(int channels, int frequency) {
  /** Bytes of one moment of all channels. */
  public int frameBytes() {
    return 2 * channels;
  }

  /** Bytes, of whole frames, that last for so long. */
  public int bytes(int millis) {
    return frequency * millis / 1000 * frameBytes();
  }
}
