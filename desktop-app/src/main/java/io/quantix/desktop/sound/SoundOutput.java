package io.quantix.desktop.sound;

/** Plays samples. Used by one thread. */
public interface SoundOutput extends AutoCloseable {
  /** Where sound comes out. */
  interface Device {
    /**
     * Opens it, which may take a while.
     *
     * @throws NoSoundException if there is none, or not now
     */
    SoundOutput open(PcmFormat format) throws NoSoundException;
  }

  /**
   * Takes as many bytes of whole frames as there is room for, and never waits for room.
   *
   * @return how many were taken, from 0 to the length
   */
  int write(byte[] samples, int offset, int length);

  /** Whether all that was taken has been heard. */
  boolean isSilent();

  /** Ends at once; what has not been heard is dropped. */
  @Override
  void close();
}
