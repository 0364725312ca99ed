package io.quantix.vnc;

import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.ScriptedTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** A server that stops reading when told to. */
final class StuckTransport implements VncTransport {
  private final ScriptedTransport script;
  private final CountDownLatch free = new CountDownLatch(1);
  private final CountDownLatch stuck = new CountDownLatch(1);
  private volatile boolean sticks;
  private volatile int sticksAfter = Integer.MAX_VALUE;

  StuckTransport(byte[] server) {
    script = ScriptedTransport.thenStalling(server);
  }

  /** From here on, once the client has written all that it writes by itself. */
  void stick() {
    script.awaitWritten("0300" + "0000" + "0000" + "0001" + "0001");
    sticks = true;
  }

  /** As soon as the handshake is over. */
  void stickAtOnce() {
    sticksAfter = 14;
  }

  void awaitStuck() throws InterruptedException {
    stuck.await();
  }

  void release() {
    free.countDown();
  }

  byte[] written() {
    return script.written();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return script.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (sticks || script.written().length >= sticksAfter) {
      stuck.countDown();
      try {
        free.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    script.write(from);
  }

  @Override
  public String peer() {
    return "script";
  }

  @Override
  public void close() {
    script.close();
    free.countDown();
  }
}
