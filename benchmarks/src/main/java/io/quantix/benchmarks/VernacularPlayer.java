package io.quantix.benchmarks;

import com.shinyhut.vernacular.client.VernacularClient;
import com.shinyhut.vernacular.client.VernacularConfig;
import com.shinyhut.vernacular.client.rendering.ColorDepth;
import io.quantix.vnc.record.Recording;
import io.quantix.vnc.transport.VncTransport;
import java.awt.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Plays a recording to vernacular-vnc, over a socket that never leaves this JVM. */
final class VernacularPlayer {
  private static final int FRAMES_PER_SECOND = 60;

  private VernacularPlayer() {}

  /** Whether it knows the encoding: Raw, RRE, Hextile, Zlib. */
  static boolean knows(int encoding) {
    return encoding == 0 || encoding == 2 || encoding == 5 || encoding == 6;
  }

  /** Plays to the end, and returns how often it told of a picture. */
  static long play(Recording recording, int passes) throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Counter pictures = new Counter();
    VernacularConfig config = new VernacularConfig();
    config.setColorDepth(ColorDepth.BPP_24_TRUE);
    config.setEnableZLibEncoding(true);
    config.setTargetFramesPerSecond(FRAMES_PER_SECOND);
    config.setErrorListener(_ -> end.complete(null));
    config.setScreenUpdateListener(pictures::add);
    VernacularClient client = new VernacularClient(config);
    try (InMemorySocket socket = new InMemorySocket(recording.transport(passes, 1 << 16))) {
      client.start(socket);
      end.join();
      return pictures.count;
    } finally {
      client.stop();
    }
  }

  private static final class Counter {
    private volatile long count;

    @SuppressWarnings("NonAtomicVolatileUpdate") // its one thread alone writes it
    void add(Image picture) {
      count++;
    }
  }

  /** As much of a socket as vernacular uses. */
  private static final class InMemorySocket extends Socket {
    private final VncTransport transport;

    InMemorySocket(VncTransport transport) {
      this.transport = transport;
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          return length == 0 ? 0 : transport.read(ByteBuffer.wrap(into, offset, length));
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public synchronized void close() throws IOException {
      transport.close();
      super.close();
    }
  }
}
