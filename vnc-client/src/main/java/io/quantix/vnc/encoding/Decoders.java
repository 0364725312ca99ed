package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the decoder of a rectangle by its number. It knows no encoding: whoever makes one says
 * which there are. A server must only send what was listed to it (RFB 7.5.2).
 */
public final class Decoders implements AutoCloseable {
  private record Entry(int number, String title, boolean hasPixels, Decoder decoder) {}

  private final Pictures pictures;
  private final List<Entry> added = new ArrayList<>();
  private final List<Integer> messages = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private Entry[] entries = new Entry[0];
  private boolean[] came = new boolean[0];

  /** None yet, for decoders that decode their pictures themselves. */
  public Decoders() {
    this(Pictures.alone());
  }

  /**
   * None yet.
   *
   * @param pictures those of the decoders that are added; closed with them
   */
  public Decoders(Pictures pictures) {
    this.pictures = pictures;
  }

  /** Adds an encoding whose rectangles are pixels. */
  public Decoders pixels(int number, String title, Decoder decoder) {
    return add(new Entry(number, title, true, decoder));
  }

  /** Adds a pseudo-encoding. */
  public Decoders pseudo(int number, String title, Decoder decoder) {
    return add(new Entry(number, title, false, decoder));
  }

  /** Adds a number that is only listed: it stands for messages, and no rectangle may bear it. */
  public Decoders messages(int number) {
    messages.add(number);
    return this;
  }

  private Decoders add(Entry entry) {
    added.add(entry);
    entries = added.toArray(new Entry[0]);
    came = new boolean[entries.length];
    return this;
  }

  /** The numbers, in the order in which they were added; those of messages behind the others. */
  public List<Integer> numbers() {
    return Stream.concat(added.stream().map(Entry::number), messages.stream()).toList();
  }

  /** Names of the pixel encodings that have come, in the order of their first coming. */
  public List<String> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /**
   * Decodes one rectangle, whose picture may be decoded later: {@link #finish} waits for it.
   *
   * @return whether it had pixels
   * @throws VncException that names the encoding and the rectangle
   */
  public boolean decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int index = find(rectangle.encoding());
    if (index < 0) {
      throw Breach.protocol(
          "rectangle " + rectangle + ": encoding " + rectangle.encoding() + " was not asked for");
    }
    Entry entry = entries[index];
    try {
      if (entry.hasPixels) {
        checkInside(rectangle, desktop.surface());
        note(index);
        pictures.next(entry.title, rectangle, desktop.surface());
      }
      if (!entry.hasPixels || entry.decoder.readsPicture()) {
        pictures.finish();
      }
      entry.decoder.decode(rectangle, in, desktop);
    } catch (VncException e) {
      // What an earlier rectangle did wrong comes first.
      pictures.finish();
      throw named(entry.title, rectangle, e);
    }
    return entry.hasPixels;
  }

  /**
   * Waits until all pictures are decoded.
   *
   * @throws VncException what the first of them did wrong that did, with its encoding and place
   */
  public void finish() throws VncException {
    pictures.finish();
  }

  static VncException named(String title, Rectangle rectangle, VncException breach) {
    return new VncException(
        breach.kind(),
        title + " rectangle " + rectangle + ": " + breach.getMessage(),
        breach.hint(),
        breach);
  }

  @Override
  public void close() {
    pictures.close();
    for (Entry entry : entries) {
      entry.decoder.close();
    }
  }

  private int find(int number) {
    for (int i = 0; i < entries.length; i++) {
      if (entries[i].number == number) {
        return i;
      }
    }
    return -1;
  }

  private static void checkInside(Rectangle r, Surface surface) throws VncException {
    if (r.x() + r.width() > surface.width() || r.y() + r.height() > surface.height()) {
      throw Breach.protocol(
          "it lies outside the desktop of " + surface.width() + "x" + surface.height());
    }
  }

  private void note(int index) {
    if (!came[index]) {
      came[index] = true;
      synchronized (seen) {
        seen.add(entries[index].title);
      }
    }
  }
}
