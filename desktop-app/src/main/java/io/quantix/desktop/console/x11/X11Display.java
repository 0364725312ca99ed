package io.quantix.desktop.console.x11;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to an X server (X11 protocol, version 11.0): requests are bytes that the caller
 * makes, replies and events are bytes that it reads. For several threads.
 */
final class X11Display implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile("(?:unix|([^:/]*)):(\\d{1,5})(?:\\.(\\d{1,3}))?");
  private static final int FIRST_PORT = 6000;
  private static final int HEADER = 32;
  private static final int GENERIC_EVENT = 35;
  private static final int MOST_REPLY_BYTES = 1 << 22;
  private static final long REPLY_SECONDS = 10;

  private final SocketChannel channel;
  private final Map<Integer, CompletableFuture<ByteBuffer>> waiting = new ConcurrentHashMap<>();
  private final Thread reader;
  private int root;
  private int idBase;
  private int ids;
  private int minKeyCode;
  private int maxKeyCode;
  private int width;
  private int height;
  private int sequence;
  private volatile boolean closed;

  /**
   * Connects.
   *
   * @param name as in the environment's {@code DISPLAY}: {@code :0}, {@code host:10.0}
   * @param events told of each event, and at last of the end (an empty buffer), on a thread of its
   *     own
   * @throws IOException if there is no such display, or it will not have us
   */
  X11Display(String name, Consumer<ByteBuffer> events) throws IOException {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IOException("\"" + name + "\" is no name of a display");
    }
    String host = parts.group(1) == null ? "" : parts.group(1);
    int number = Integer.parseInt(parts.group(2));
    int screen = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    channel =
        host.isEmpty()
            ? SocketChannel.open(UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + number))
            : SocketChannel.open(new InetSocketAddress(host, FIRST_PORT + number));
    boolean done = false;
    try {
      setUp(X11Authority.cookie(X11Authority.file(), hostName(), number), screen);
      done = true;
    } finally {
      if (!done) {
        channel.close();
      }
    }
    reader = Thread.ofPlatform().daemon().name("x11 " + name).unstarted(() -> read(events));
    reader.start();
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private void setUp(Optional<byte[]> cookie, int screen) throws IOException {
    byte[] name = cookie.isPresent() ? ascii(X11Authority.COOKIE) : new byte[0];
    byte[] data = cookie.orElse(new byte[0]);
    ByteBuffer hello = buffer(12 + pad(name.length) + pad(data.length));
    hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
    hello.putShort((short) name.length).putShort((short) data.length).putShort((short) 0);
    hello.put(12, name).put(12 + pad(name.length), data);
    write(hello);
    ByteBuffer head = receive(8);
    ByteBuffer body = receive((head.getShort(6) & 0xffff) * 4);
    if (head.get(0) != 1) {
      int length = Math.min(head.get(1) & 0xff, body.capacity());
      throw new IOException(
          "the X server will not have us: "
              + StandardCharsets.ISO_8859_1.decode(body.slice(0, length)).toString().strip());
    }
    idBase = body.getInt(4);
    minKeyCode = body.get(26) & 0xff;
    maxKeyCode = body.get(27) & 0xff;
    int at = 32 + pad(body.getShort(16) & 0xffff) + (body.get(21) & 0xff) * 8;
    for (int i = 0; i < Math.min(screen, (body.get(20) & 0xff) - 1); i++) {
      int depths = body.get(at + 39) & 0xff;
      at += 40;
      for (int d = 0; d < depths; d++) {
        at += 8 + (body.getShort(at + 2) & 0xffff) * 24;
      }
    }
    root = body.getInt(at);
    width = body.getShort(at + 20) & 0xffff;
    height = body.getShort(at + 22) & 0xffff;
  }

  int root() {
    return root;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int minKeyCode() {
    return minKeyCode;
  }

  int maxKeyCode() {
    return maxKeyCode;
  }

  synchronized int newId() {
    return idBase | ++ids;
  }

  /**
   * A request to fill in, of so many bytes (padded), its first four filled.
   *
   * @param detail the second byte: an extension's own opcode, a core request's own datum
   */
  static ByteBuffer request(int opcode, int detail, int bytes) {
    ByteBuffer request = buffer(pad(bytes));
    request.put((byte) opcode).put((byte) detail).putShort((short) (pad(bytes) / 4));
    return request;
  }

  /** Sends a request that has no reply. */
  synchronized void send(ByteBuffer request) throws IOException {
    sequence = (sequence + 1) & 0xffff;
    write(request);
  }

  /** Sends a request and waits for its reply, ten seconds at most. */
  ByteBuffer ask(ByteBuffer request) throws IOException {
    CompletableFuture<ByteBuffer> reply = new CompletableFuture<>();
    int mine;
    synchronized (this) {
      if (closed) {
        throw new EOFException("the display is closed");
      }
      mine = (sequence + 1) & 0xffff;
      waiting.put(mine, reply);
      send(request);
    }
    try {
      return reply.get(REPLY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the X server did not answer: " + e.getMessage(), e);
    } finally {
      waiting.remove(mine);
    }
  }

  /**
   * An extension's opcode and first event.
   *
   * @return {@code [opcode, first event]}; empty if the server has it not
   */
  Optional<int[]> extension(String name) throws IOException {
    byte[] bytes = ascii(name);
    ByteBuffer request = request(98, 0, 8 + bytes.length);
    request.putShort((short) bytes.length).put(8, bytes);
    ByteBuffer reply = ask(request);
    return reply.get(8) == 0
        ? Optional.empty()
        : Optional.of(new int[] {reply.get(9) & 0xff, reply.get(10) & 0xff});
  }

  /** The number of a name, made if there is none. */
  int atom(String name) throws IOException {
    byte[] bytes = ascii(name);
    ByteBuffer request = request(16, 0, 8 + bytes.length);
    request.putShort((short) bytes.length).put(8, bytes);
    return ask(request).getInt(8);
  }

  /** A property of a window, of any type; empty if it has none of that name. */
  byte[] property(int window, String name) throws IOException {
    ByteBuffer request = request(20, 0, 24);
    request.putInt(window).putInt(atom(name)).putInt(0).putInt(0).putInt(1024);
    ByteBuffer reply = ask(request);
    int length = reply.getInt(16) * (reply.get(1) & 0xff) / 8;
    byte[] value = new byte[Math.clamp(length, 0, reply.capacity() - HEADER)];
    reply.get(HEADER, value);
    return value;
  }

  private void read(Consumer<ByteBuffer> events) {
    try {
      while (true) {
        ByteBuffer head = receive(HEADER);
        int type = head.get(0) & 0x7f;
        int more = type == 1 || type == GENERIC_EVENT ? head.getInt(4) : 0;
        if (more < 0 || more > MOST_REPLY_BYTES / 4) {
          throw new IOException("a message of " + more + " words");
        }
        ByteBuffer whole = more == 0 ? head : join(head, receive(more * 4));
        if (type > 1) {
          events.accept(whole);
          continue;
        }
        CompletableFuture<ByteBuffer> reply = waiting.remove(head.getShort(2) & 0xffff);
        if (reply == null) {
          continue; // an error of a request that has no reply: what it wanted is not to be had
        }
        if (type == 1) {
          reply.complete(whole);
        } else {
          reply.completeExceptionally(
              new IOException("X error " + head.get(1) + " of request " + head.get(10)));
        }
      }
    } catch (IOException e) {
      close();
      for (CompletableFuture<ByteBuffer> each : waiting.values()) {
        each.completeExceptionally(e);
      }
      events.accept(buffer(0));
    }
  }

  private static ByteBuffer join(ByteBuffer head, ByteBuffer rest) {
    ByteBuffer whole = buffer(head.capacity() + rest.capacity());
    whole.put(head.position(0)).put(rest.position(0)).position(0);
    return whole;
  }

  private void write(ByteBuffer bytes) throws IOException {
    bytes.position(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private ByteBuffer receive(int size) throws IOException {
    ByteBuffer into = buffer(size);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the X server is gone");
      }
    }
    return into.position(0);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static int pad(int bytes) {
    return (bytes + 3) & ~3;
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      return; // what cannot be closed is as good as closed
    }
  }
}
