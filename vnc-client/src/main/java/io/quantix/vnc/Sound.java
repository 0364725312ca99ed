package io.quantix.vnc;

import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * QEMU audio: what was asked for is handed on in pieces, what comes after it was stopped is
 * dropped. Starting and stopping is for any thread, reading for one.
 */
final class Sound {
  private static final int END = 0;
  private static final int BEGIN = 1;
  private static final int DATA = 2;
  private static final int PIECE = 32 * 1024;
  private static final int SAMPLE = 2;

  private final ClientMessages out;
  private final VncListener listener;
  // Bytes of a sample of all channels; 0 while no sound is wanted.
  private volatile int frame;
  private boolean isRunning;
  private byte[] piece = new byte[0];
  private ByteBuffer samples = ByteBuffer.wrap(piece);

  Sound(ClientMessages out, VncListener listener) {
    this.out = out;
    this.listener = listener;
  }

  void start(AudioFormat format) {
    frame = format.channels() * SAMPLE;
    out.startAudio(format);
  }

  void stop() {
    if (frame != 0) {
      frame = 0;
      out.stopAudio();
    }
  }

  /** Reads a message behind its first two bytes. */
  void read(WireReader in) throws IOException, VncException {
    int operation = in.u16();
    switch (operation) {
      case END -> running(false);
      case BEGIN -> running(true);
      case DATA -> data(in);
      default -> throw Breach.protocol("it sent the unknown sound operation " + operation);
    }
  }

  private void running(boolean now) {
    if (isRunning != now) {
      isRunning = now;
      listener.audioRunning(now);
    }
  }

  private void data(WireReader in) throws IOException, VncException {
    int left = in.length("the length of a piece of sound", Limits.AUDIO);
    int whole = frame;
    if (whole == 0) {
      in.skip(left);
      return;
    }
    if (piece.length == 0) {
      piece = new byte[PIECE];
      samples = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
    }
    while (left > 0) {
      int n = Math.min(left, PIECE);
      in.bytes(piece, 0, n);
      left -= n;
      samples.limit(n - n % whole).position(0);
      if (samples.hasRemaining()) {
        listener.audio(samples);
      }
    }
  }
}
