package io.quantix.vnc.record;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** One client's session, from the greeting to the end. */
final class ReplayedSession {
  private static final int GREETING = 12;
  private static final int NONE = 1;
  private static final int PIECE = 256 * 1024;

  private final SocketChannel client;
  private final DataInputStream in;
  private final Recording recording;
  private final Replay replay;

  ReplayedSession(SocketChannel client, Recording recording, Replay replay) {
    this.client = client;
    this.in = new DataInputStream(Channels.newInputStream(client));
    this.recording = recording;
    this.replay = replay;
  }

  /**
   * Plays, and returns when the client has left.
   *
   * @param played told when all has been sent
   */
  void serve(Consumer<ReplayServer.Played> played) throws IOException, InterruptedException {
    greet();
    awaitRequest();
    long begun = System.nanoTime();
    Thread listening = Thread.ofPlatform().daemon().name("replay listening").start(this::drain);
    try {
      play();
      if (replay.mark().isPresent()) {
        send(mark(replay.mark().getAsInt()));
      }
      played.accept(new ReplayServer.Played(begun, System.nanoTime()));
      if (!replay.stays()) {
        client.shutdownOutput();
      }
    } finally {
      // Closed before the client has read all, the connection would be reset under it.
      listening.join();
    }
  }

  private void greet() throws IOException {
    send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
    String greeting =
        new String(in.readNBytes(GREETING), StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
    int minor = greeting.endsWith("008") ? 8 : greeting.endsWith("007") ? 7 : 3;
    if (minor == 3) {
      send(new byte[] {0, 0, 0, NONE});
    } else {
      send(new byte[] {1, NONE});
      in.readByte();
      if (minor == 8) {
        send(new byte[4]);
      }
    }
    in.readByte();
    send(Passes.serverInit(recording));
  }

  /** Reads up to the first FramebufferUpdateRequest (RFB 7.5.3). */
  private void awaitRequest() throws IOException {
    while (true) {
      int type = in.readUnsignedByte();
      switch (type) {
        case 0 -> in.skipNBytes(19);
        case 2 -> {
          in.skipNBytes(1);
          in.skipNBytes(4L * in.readUnsignedShort());
        }
        case 3 -> {
          in.skipNBytes(9);
          return;
        }
        case 4 -> in.skipNBytes(7);
        case 5 -> in.skipNBytes(5);
        case 6 -> {
          in.skipNBytes(3);
          in.skipNBytes(Math.abs((long) in.readInt()));
        }
        default -> throw new EOFException("message " + type + " before any request");
      }
    }
  }

  private void play() throws IOException, InterruptedException {
    ByteBuffer first = recording.bytes();
    play(first, true);
    if (replay.passes() > 1) {
      byte[] between = Passes.between(recording);
      ByteBuffer again = Passes.again(recording);
      for (int i = 1; i < replay.passes(); i++) {
        send(between);
        play(again.duplicate(), false);
      }
    }
  }

  private void play(ByteBuffer bytes, boolean isFirst) throws IOException, InterruptedException {
    if (!replay.timed()) {
      write(bytes);
      return;
    }
    long start = System.nanoTime();
    // A later pass is shorter by what is left out at its beginning.
    int less = isFirst ? 0 : recording.bytes().limit() - bytes.limit();
    for (int i = 0; i < recording.pieces(); i++) {
      long wait = start + recording.micros(i) * 1000 - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
      ByteBuffer piece = bytes.duplicate();
      piece.limit(Math.max(bytes.position(), recording.end(i) - less));
      bytes.position(piece.limit());
      write(piece);
    }
  }

  /** An update of one Raw rectangle in one colour. */
  private byte[] mark(int rgb) {
    int side = Math.min(Replay.MARK, Math.min(recording.width(), recording.height()));
    ByteBuffer update = ByteBuffer.allocate(16 + side * side * 4);
    update.putShort((short) 0).putShort((short) 1);
    update.putShort((short) 0).putShort((short) 0).putShort((short) side).putShort((short) side);
    update.putInt(0);
    var format = recording.pixelFormat();
    int pixel =
        (rgb >> 16 & 0xff) << format.redShift()
            | (rgb >> 8 & 0xff) << format.greenShift()
            | (rgb & 0xff) << format.blueShift();
    for (int i = 0; i < side * side; i++) {
      update.putInt(format.bigEndian() ? pixel : Integer.reverseBytes(pixel));
    }
    return update.array();
  }

  private void drain() {
    ByteBuffer into = ByteBuffer.allocateDirect(64 * 1024);
    try {
      while (client.read(into.clear()) >= 0) {
        // Whatever it says, it gets the recording.
      }
    } catch (IOException e) {
      // It is gone, which is what is waited for.
      return;
    }
  }

  private void send(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  /** In pieces, as the JDK copies what it is given at once out of the heap. */
  private void write(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PIECE));
      client.write(bytes);
    }
  }
}
