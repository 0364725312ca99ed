package io.quantix.desktop.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * An MP4 file with one track of H.264 (ISO/IEC 14496-12 and -15), written beside its place and
 * renamed when it is finished. Its index is kept in memory until then, 9 bytes a picture. For one
 * thread.
 */
final class Mp4File {
  private static final int[] UNITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private final Path file;
  private final Path beside;
  private final FileChannel channel;
  private final int width;
  private final int height;
  private final byte[] sequence;
  private final byte[] picture;
  private final int begin;
  private long end;
  private int[] sizes = new int[256];
  private int[] durations = new int[256];
  private boolean[] keys = new boolean[256];
  private int count;
  private long duration;

  /** Begins a file; the parameter sets are NAL units. */
  Mp4File(Path file, int width, int height, byte[] sequence, byte[] picture) throws IOException {
    this.file = file.toAbsolutePath();
    this.width = width;
    this.height = height;
    this.sequence = sequence;
    this.picture = picture;
    beside =
        this.file.resolveSibling("." + this.file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    byte[] type =
        box(
            "ftyp",
            ascii("isom"),
            ints(0x200),
            ascii("isom"),
            ascii("iso2"),
            ascii("avc1"),
            ascii("mp41"));
    // The size of what follows is 64 bits long, and known in the end.
    begin = type.length;
    end = begin;
    write(type, 0);
    end = begin + 16L;
  }

  private void write(byte[] bytes, long at) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  /**
   * Adds a picture.
   *
   * @param unit its one NAL unit
   * @param millis how long it is shown
   */
  void add(byte[] unit, boolean key, int millis) throws IOException {
    write(ints(unit.length), end);
    write(unit, end + 4);
    end += 4L + unit.length;
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * count);
      durations = Arrays.copyOf(durations, 2 * count);
      keys = Arrays.copyOf(keys, 2 * count);
    }
    sizes[count] = 4 + unit.length;
    durations[count] = millis;
    keys[count] = key;
    count++;
    duration += millis;
  }

  /** Writes the index and gives the file its name. What was added before an error is kept. */
  void finish() throws IOException {
    try (channel) {
      channel.truncate(end);
      ByteBuffer head = ByteBuffer.allocate(16).putInt(1).put(ascii("mdat")).putLong(end - begin);
      write(head.array(), begin);
      write(index(), end);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] index() {
    int length = (int) Math.min(Integer.MAX_VALUE, duration);
    byte[] header =
        full(
            "mvhd",
            0,
            ints(0, 0, 1000, length, 0x10000, 0x1000000, 0, 0),
            ints(UNITY),
            ints(0, 0, 0, 0, 0, 0, 2));
    byte[] track =
        full(
            "tkhd",
            3,
            ints(0, 0, 1, 0, length, 0, 0, 0, 0),
            ints(UNITY),
            ints(even(width) << 16, even(height) << 16));
    byte[] media = full("mdhd", 0, ints(0, 0, 1000, length, 0x55c40000)); // no language
    byte[] handler = full("hdlr", 0, ints(0), ascii("vide"), ints(0, 0, 0), new byte[1]);
    byte[] data = box("dinf", full("dref", 0, ints(1), full("url ", 1)));
    byte[] all = box("minf", full("vmhd", 1, new byte[8]), data, box("stbl", samples()));
    return box("moov", header, box("trak", track, box("mdia", media, handler, all)));
  }

  private static int even(int size) {
    return size + 1 & ~1;
  }

  private byte[] samples() {
    ByteBuffer times = ByteBuffer.allocate(4 + 8 * count).putInt(count);
    ByteBuffer starts = ByteBuffer.allocate(4 + 4 * count).putInt(0);
    ByteBuffer lengths = ByteBuffer.allocate(8 + 4 * count).putInt(0).putInt(count);
    int seekable = 0;
    for (int i = 0; i < count; i++) {
      times.putInt(1).putInt(durations[i]);
      lengths.putInt(sizes[i]);
      if (keys[i]) {
        starts.putInt(i + 1);
        seekable++;
      }
    }
    starts.putInt(0, seekable);
    ByteBuffer place = ByteBuffer.allocate(12).putInt(1).putLong(begin + 16L);
    return join(
        full("stsd", 0, ints(1), description()),
        full("stts", 0, times.array()),
        full("stss", 0, Arrays.copyOf(starts.array(), starts.position())),
        full("stsc", 0, ints(1, 1, count, 1)),
        full("stsz", 0, lengths.array()),
        full("co64", 0, place.array()));
  }

  private byte[] description() {
    ByteBuffer visual = ByteBuffer.allocate(78);
    visual.putShort(6, (short) 1);
    visual.putShort(24, (short) even(width));
    visual.putShort(26, (short) even(height));
    visual.putInt(28, 0x480000); // 72 dots an inch
    visual.putInt(32, 0x480000);
    visual.putShort(40, (short) 1);
    visual.putShort(74, (short) 24);
    visual.putShort(76, (short) -1);
    ByteBuffer sets = ByteBuffer.allocate(11 + sequence.length + picture.length);
    sets.put((byte) 1).put(sequence, 1, 3).put((byte) 0xff).put((byte) 0xe1);
    sets.putShort((short) sequence.length).put(sequence).put((byte) 1);
    sets.putShort((short) picture.length).put(picture);
    return box("avc1", visual.array(), box("avcC", sets.array()));
  }

  private static byte[] full(String name, int flags, byte[]... content) {
    return box(name, ints(flags), join(content));
  }

  private static byte[] box(String name, byte[]... content) {
    byte[] all = join(content);
    return join(ints(8 + all.length), ascii(name), all);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
