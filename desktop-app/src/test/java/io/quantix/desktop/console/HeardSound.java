package io.quantix.desktop.console;

import io.quantix.desktop.sound.NoSoundException;
import io.quantix.desktop.sound.PcmFormat;
import io.quantix.desktop.sound.SoundOutput;
import java.io.ByteArrayOutputStream;

/** A sound device that keeps what is played, or one that is not there. Safe for several threads. */
final class HeardSound implements SoundOutput.Device {
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private boolean missing;
  private int open;
  private int opened;

  /** Whether there is no such device from here on. */
  synchronized void setMissing(boolean value) {
    missing = value;
  }

  synchronized byte[] samples() {
    return heard.toByteArray();
  }

  /** Forgets all but the last bytes, of whole frames. */
  synchronized void forgetBefore(int last) {
    byte[] all = heard.toByteArray();
    int kept = Math.min(last, all.length);
    heard.reset();
    heard.write(all, all.length - kept, kept);
  }

  synchronized boolean isOpen() {
    return open > 0;
  }

  /** How often it was opened, or tried. */
  synchronized int opened() {
    return opened;
  }

  @Override
  public synchronized SoundOutput open(PcmFormat format) throws NoSoundException {
    opened++;
    if (missing) {
      throw new NoSoundException(
          NoSoundException.Kind.NO_DEVICE, new IllegalArgumentException("no line"));
    }
    open++;
    return new SoundOutput() {
      @Override
      public int write(byte[] samples, int offset, int length) {
        return take(samples, offset, length);
      }

      @Override
      public boolean isSilent() {
        return true;
      }

      @Override
      public void close() {
        closed();
      }
    };
  }

  private synchronized int take(byte[] samples, int offset, int length) {
    heard.write(samples, offset, length);
    return length;
  }

  private synchronized void closed() {
    open--;
  }
}
