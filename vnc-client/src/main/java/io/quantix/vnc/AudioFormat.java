package io.quantix.vnc;

/**
 * How a server sends sound: signed 16-bit samples, the low byte first, channels interleaved.
 *
 * @param channels 1 or 2
 * @param frequency samples a second of each channel, at most 48,000
 */
public record AudioFormat(int channels, int frequency) {
  /** Two channels, 44,100 samples a second. */
  public static final AudioFormat CD = new AudioFormat(2, 44_100);

  /** Refuses what QEMU hangs up on. */
  public AudioFormat {
    if (channels < 1 || channels > 2 || frequency < 8000 || frequency > 48_000) {
      throw new IllegalArgumentException(
          channels + " channels of " + frequency + " Hz: 1 or 2 of 8,000 to 48,000 Hz");
    }
  }
}
