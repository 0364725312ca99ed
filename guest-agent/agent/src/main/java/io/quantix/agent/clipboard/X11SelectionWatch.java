package io.quantix.agent.clipboard;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of its own, which runs as the desktop's user and without any rights of the agent's: it
 * writes a line to its standard output whenever X's clipboard is given another owner, as the XFIXES
 * extension tells. It ends with the X server, or when its standard input does.
 *
 * <p>See the X Window System Protocol, version 11, appendix B, and "The XFIXES Extension", version
 * 5.0, sections 5 and 6.
 */
public final class X11SelectionWatch implements AutoCloseable {
  private static final Pattern DISPLAY = Pattern.compile("(?:unix)?:(\\d{1,5})(?:\\.\\d+)?");
  private static final int LARGEST_REPLY = 1 << 20;
  private static final int EVENT = 32;

  private static final int ERROR = 0;
  private static final int REPLY = 1;
  private static final int INTERN_ATOM = 16;
  private static final int QUERY_EXTENSION = 98;
  private static final int XFIXES_QUERY_VERSION = 0;
  private static final int XFIXES_SELECT_SELECTION_INPUT = 2;
  private static final int EVERY_CHANGE = 7;

  private final SocketChannel socket;
  private final DataInputStream in;
  private int selectionNotify;

  private X11SelectionWatch(SocketChannel socket) {
    this.socket = socket;
    this.in = new DataInputStream(Channels.newInputStream(socket));
  }

  /**
   * Connects to the server and has it tell of its clipboard.
   *
   * @param environment has {@code DISPLAY}, and perhaps {@code XAUTHORITY} or {@code HOME}
   * @throws IOException if it does not let us, or has no XFIXES
   */
  static X11SelectionWatch open(Map<String, String> environment) throws IOException {
    String display = environment.getOrDefault("DISPLAY", "");
    Matcher local = DISPLAY.matcher(display);
    if (!local.matches()) {
      throw new IOException("This is no display of this machine: " + display);
    }
    SocketChannel socket =
        SocketChannel.open(UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + local.group(1)));
    X11SelectionWatch watch = new X11SelectionWatch(socket);
    try {
      watch.begin(XAuthority.cookie(authority(environment), local.group(1)));
      return watch;
    } catch (IOException e) {
      watch.close();
      throw e;
    }
  }

  private static Path authority(Map<String, String> environment) {
    String named = environment.getOrDefault("XAUTHORITY", "");
    return named.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/"), ".Xauthority")
        : Path.of(named);
  }

  private void begin(byte[] cookie) throws IOException {
    byte[] name =
        cookie.length == 0 ? cookie : XAuthority.SCHEME.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer hello = buffer(12 + padded(name.length) + padded(cookie.length));
    hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
    hello.putShort((short) name.length).putShort((short) cookie.length).putShort((short) 0);
    hello.put(name).position(12 + padded(name.length)).put(cookie);
    send(hello);
    int root = root();
    byte[] clipboard = "CLIPBOARD".getBytes(StandardCharsets.US_ASCII);
    int atom = ask(named(INTERN_ATOM, clipboard)).getInt(8);
    ByteBuffer extension =
        ask(named(QUERY_EXTENSION, "XFIXES".getBytes(StandardCharsets.US_ASCII)));
    if (extension.get(8) == 0) {
      throw new IOException("The X server has no XFIXES");
    }
    byte opcode = extension.get(9);
    selectionNotify = extension.get(10) & 0x7f;
    ask(request(opcode, XFIXES_QUERY_VERSION, 3).putInt(4, 5).putInt(8, 0));
    send(
        request(opcode, XFIXES_SELECT_SELECTION_INPUT, 4)
            .putInt(4, root)
            .putInt(8, atom)
            .putInt(12, EVERY_CHANGE));
  }

  /** The server's answer to the first words: the window that all others are in. */
  private int root() throws IOException {
    ByteBuffer head = read(8);
    int rest = (head.getShort(6) & 0xffff) * 4;
    ByteBuffer body = read(rest);
    if (head.get(0) != 1) {
      int length = Math.min(head.get(1) & 0xff, rest);
      byte[] reason = new byte[length];
      body.get(0, reason);
      throw new IOException(
          "The X server refuses: " + new String(reason, StandardCharsets.ISO_8859_1).strip());
    }
    int screens =
        rest < 32 ? rest : 32 + padded(body.getShort(16) & 0xffff) + 8 * (body.get(21) & 0xff);
    if (rest < 32 || rest < screens + 4) {
      throw new IOException("The X server's answer is too short");
    }
    return body.getInt(screens);
  }

  private static ByteBuffer named(int opcode, byte[] name) {
    ByteBuffer request = request((byte) opcode, 0, 2 + padded(name.length) / 4);
    request.putShort(4, (short) name.length);
    request.put(8, name);
    return request;
  }

  private static ByteBuffer request(byte opcode, int second, int words) {
    return buffer(words * 4).put(0, opcode).put(1, (byte) second).putShort(2, (short) words);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }

  private void send(ByteBuffer request) throws IOException {
    request.clear();
    while (request.hasRemaining()) {
      socket.write(request);
    }
  }

  private ByteBuffer read(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer ask(ByteBuffer request) throws IOException {
    send(request);
    ByteBuffer answer = message();
    while (answer.get(0) != REPLY) {
      answer = message();
    }
    return answer;
  }

  /** The next reply or event; what follows a reply's first 32 bytes is passed over. */
  private ByteBuffer message() throws IOException {
    ByteBuffer message = read(EVENT);
    if (message.get(0) == ERROR) {
      throw new IOException("The X server says: error " + (message.get(1) & 0xff));
    }
    if (message.get(0) == REPLY) {
      long more = (message.getInt(4) & 0xffff_ffffL) * 4;
      if (more > LARGEST_REPLY) {
        throw new IOException("The X server's answer is too long");
      }
      in.skipNBytes(more);
    }
    return message;
  }

  /** Waits until the clipboard has another owner. */
  void awaitChange() throws IOException {
    while ((message().get(0) & 0x7f) != selectionNotify) {
      // Of events, only those that were asked for and a few that every client is sent.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Runs until the X server or the standard input ends. */
  public static void main(String[] args) {
    Thread.ofPlatform().daemon().start(X11SelectionWatch::endWithInput);
    try (X11SelectionWatch watch = open(System.getenv())) {
      // The first line says that from now on none is missed.
      while (true) {
        System.out.println();
        if (System.out.checkError()) {
          return;
        }
        watch.awaitChange();
      }
    } catch (EOFException e) {
      // The desktop has ended.
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void endWithInput() {
    InputStream in = System.in;
    try {
      while (in.read() >= 0) {
        // Nothing is said to it.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }

  static boolean serves(Map<String, String> environment) {
    Matcher local = DISPLAY.matcher(environment.getOrDefault("DISPLAY", ""));
    return local.matches() && Files.exists(Path.of("/tmp/.X11-unix/X" + local.group(1)));
  }
}
