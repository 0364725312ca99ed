package io.quantix.desktop.sound;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** This computer's usual sound output, by Java's own means. */
public final class SystemSound implements SoundOutput.Device {
  // More would be heard late, less would be torn when the machine is busy.
  private static final int BUFFER_MILLIS = 100;

  /** The output that the user has chosen in the system's settings. */
  public SystemSound() {}

  @Override
  public SoundOutput open(PcmFormat format) throws NoSoundException {
    try {
      AudioFormat wanted = new AudioFormat(format.frequency(), 16, format.channels(), true, false);
      SourceDataLine line = AudioSystem.getSourceDataLine(wanted);
      try {
        line.open(wanted, format.bytes(BUFFER_MILLIS));
        line.start();
        return new Line(line);
      } catch (LineUnavailableException | RuntimeException e) {
        line.close();
        throw e;
      }
    } catch (LineUnavailableException e) {
      throw new NoSoundException(NoSoundException.Kind.BUSY, e);
    } catch (IllegalArgumentException | SecurityException e) {
      throw new NoSoundException(NoSoundException.Kind.NO_DEVICE, e);
    }
  }

  private record Line(SourceDataLine line) implements SoundOutput {
    @Override
    public int write(byte[] samples, int offset, int length) {
      int room = Math.min(line.available(), length);
      int whole = room - room % line.getFormat().getFrameSize();
      return whole > 0 ? line.write(samples, offset, whole) : 0;
    }

    @Override
    public boolean isSilent() {
      return line.available() >= line.getBufferSize();
    }

    @Override
    public void close() {
      line.stop();
      line.flush();
      line.close();
    }
  }
}
