package io.quantix.libvirt.transport.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The last few kilobytes of what a command wrote to its standard error. */
final class BoundedText extends OutputStream {
  private static final int MOST = 4096;
  private final byte[] ring = new byte[MOST];
  private final CountDownLatch ended = new CountDownLatch(1);
  private long written;

  @Override
  public synchronized void write(int b) {
    ring[(int) (written++ % MOST)] = (byte) b;
  }

  @Override
  public synchronized void write(byte[] from, int offset, int length) {
    for (int i = 0; i < length; i++) {
      write(from[offset + i]);
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }

  /** What there is once its writer has ended, or a second later. */
  String text() {
    try {
      boolean whole = ended.await(1, TimeUnit.SECONDS);
      return whole || written > 0 ? now() : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return now();
    }
  }

  private synchronized String now() {
    int size = (int) Math.min(written, MOST);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = ring[(int) ((written - size + i) % MOST)];
    }
    return SshFailures.shown(new String(bytes, StandardCharsets.UTF_8));
  }
}
