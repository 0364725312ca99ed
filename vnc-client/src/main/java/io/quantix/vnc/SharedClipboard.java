package io.quantix.vnc;

import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.SafeText;
import io.quantix.vnc.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Both clipboards: cut text in Latin-1 (RFB 7.5.6 and 7.6.4), and the extended clipboard
 * (pseudo-encoding 0xC0A1E5CE) with servers that have it: each side says that it has a text, and
 * sends it when the other asks. Texts are UTF-8 with CR LF there, and with LF here. Only a text
 * that was asked for is taken, and never more of it than it said, nor than a mebibyte. Reading is
 * for one thread, the rest for any.
 */
final class SharedClipboard implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int CAPS = 1 << 24;
  private static final int REQUEST = 1 << 25;
  private static final int PEEK = 1 << 26;
  private static final int NOTIFY = 1 << 27;
  private static final int PROVIDE = 1 << 28;
  private static final int FORMATS = 0xffff;
  private static final byte[] NOTHING = {};

  private final ClientMessages out;
  private final VncListener listener;
  private final Inflater inflater = new Inflater();
  // What the server takes, 0 as long as it has not said that it knows the extended clipboard.
  private int serverTakes;
  private @Nullable String offered;
  private byte @Nullable [] packed;
  private boolean isAwaited;

  SharedClipboard(ClientMessages out, VncListener listener) {
    this.out = out;
    this.listener = listener;
  }

  /** The clipboard here has this text. */
  synchronized void offer(String text) {
    if (serverTakes == 0) {
      byte[] latin = latin(text);
      if (latin.length <= Limits.CLIPBOARD_SENT) {
        out.cutText(latin);
      }
      return;
    }
    boolean fits = text.length() <= Limits.CLIPBOARD_SENT;
    offered = fits ? text : null;
    packed = null;
    if (fits) {
      tell();
    }
  }

  /** Fetches the server's text. */
  synchronized void request() {
    if ((serverTakes & REQUEST) != 0) {
      isAwaited = true;
      out.clipboard(REQUEST | TEXT, NOTHING);
    }
  }

  /** Says what there is here. */
  private void tell() {
    out.clipboard(NOTIFY | (offered == null ? 0 : TEXT), NOTHING);
  }

  /**
   * Reads a ServerCutText behind its type.
   *
   * @return whether it says that the server has the extended clipboard
   */
  boolean read(WireReader in) throws IOException, VncException {
    in.skip(3);
    int length = in.s32();
    if (Math.abs((long) length) > Limits.CUT_TEXT_BREACH) {
      throw Breach.limit(
          "the length of its clipboard", Math.abs((long) length), Limits.CUT_TEXT_BREACH);
    }
    if (length < 0) {
      return extended(in, -length);
    }
    if (length > Limits.CUT_TEXT) {
      in.skip(length);
    } else {
      listener.cutText(SafeText.block(in.text(length, StandardCharsets.ISO_8859_1)));
    }
    return false;
  }

  private boolean extended(WireReader in, int length) throws IOException, VncException {
    if (length < 4) {
      throw Breach.protocol("its extended clipboard message has " + length + " bytes");
    }
    int flags = in.s32();
    int left = length - 4;
    if ((flags & CAPS) != 0) {
      in.skip(left);
      capable(flags);
      return true;
    }
    switch (flags & ~FORMATS) {
      case REQUEST -> {
        in.skip(left);
        provide(flags);
      }
      case PEEK -> {
        in.skip(left);
        synchronized (this) {
          tell();
        }
      }
      case NOTIFY -> {
        in.skip(left);
        notified(flags);
      }
      case PROVIDE -> provided(flags, in, left);
      default -> in.skip(left);
    }
    return false;
  }

  /** Says in return that we take text, and none that we have not asked for. */
  private synchronized void capable(int flags) {
    serverTakes = flags;
    out.clipboard(CAPS | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT, new byte[4]);
  }

  private void notified(int flags) {
    synchronized (this) {
      // The server's text has taken the place of ours.
      offered = null;
      packed = null;
      isAwaited = false;
    }
    if ((flags & TEXT) != 0) {
      listener.clipboardOffered();
    }
  }

  private synchronized void provide(int flags) {
    if (offered == null || (flags & TEXT) == 0) {
      tell();
      return;
    }
    if (packed == null) {
      packed = pack(offered);
    }
    if (packed.length <= Limits.CLIPBOARD_SENT) {
      out.clipboard(PROVIDE | TEXT, packed);
    }
  }

  private void provided(int flags, WireReader in, int length) throws IOException, VncException {
    boolean isTaken;
    synchronized (this) {
      isTaken = isAwaited && (flags & TEXT) != 0;
      isAwaited &= !isTaken;
    }
    Packed packedText = new Packed(in, length);
    if (isTaken) {
      byte[] size = new byte[4];
      packedText.inflate(size);
      long bytes =
          (size[0] & 0xffL) << 24
              | (size[1] & 0xff) << 16
              | (size[2] & 0xff) << 8
              | (size[3] & 0xff);
      if (bytes <= Limits.CUT_TEXT) {
        byte[] text = new byte[(int) bytes];
        packedText.inflate(text);
        packedText.skip();
        int end = text.length > 0 && text[text.length - 1] == 0 ? text.length - 1 : text.length;
        listener.cutText(SafeText.block(new String(text, 0, end, StandardCharsets.UTF_8)));
        return;
      }
    }
    packedText.skip();
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** Line feeds alone, and what Latin-1 does not have left out. */
  private static byte[] latin(String text) {
    ByteArrayOutputStream latin =
        new ByteArrayOutputStream(Math.min(text.length(), Limits.CLIPBOARD_SENT + 1));
    for (int i = 0; i < text.length() && latin.size() <= Limits.CLIPBOARD_SENT; i++) {
      char c = text.charAt(i);
      if (c <= 0xff && c != '\r') {
        latin.write(c);
      }
    }
    return latin.toByteArray();
  }

  /** A text's size and bytes, with CR LF and a zero at the end, in a zlib stream of its own. */
  private static byte[] pack(String text) {
    String lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
    byte[] plain = lines.concat("\0").getBytes(StandardCharsets.UTF_8);
    if (plain.length > Limits.CLIPBOARD_SENT) {
      return new byte[Limits.CLIPBOARD_SENT + 1];
    }
    byte[] size = {
      (byte) (plain.length >> 24),
      (byte) (plain.length >> 16),
      (byte) (plain.length >> 8),
      (byte) plain.length
    };
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try {
      byte[] piece = new byte[8192];
      deflater.setInput(size);
      while (!deflater.needsInput()) {
        packed.write(piece, 0, deflater.deflate(piece));
      }
      deflater.setInput(plain);
      deflater.finish();
      while (!deflater.finished()) {
        packed.write(piece, 0, deflater.deflate(piece));
      }
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  /** The rest of a message, inflated as far as it is asked for. */
  private final class Packed {
    private final WireReader in;
    private int left;

    Packed(WireReader in, int length) {
      this.in = in;
      left = length;
      inflater.reset();
    }

    void inflate(byte[] into) throws IOException, VncException {
      int done = 0;
      try {
        while (done < into.length) {
          int n = inflater.inflate(into, done, into.length - done);
          done += n;
          if (n == 0) {
            if (left == 0 || !inflater.needsInput()) {
              throw Breach.protocol("its clipboard's compressed data end too soon");
            }
            var window = in.window(left);
            left -= window.remaining();
            inflater.setInput(window);
          }
        }
      } catch (DataFormatException e) {
        throw Breach.protocol("its clipboard's zlib stream is broken (" + e.getMessage() + ")");
      }
    }

    void skip() throws IOException {
      in.skip(left);
    }
  }
}
