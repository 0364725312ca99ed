package io.quantix.vnc.live;

import io.quantix.vnc.PixelFormat;

/** What a picture looks like in a format with fewer shades, by each server's own arithmetic. */
enum Quantised {
  /** Leaves lower bits out; its colour map has the upper bits alone, so that white is grey. */
  QEMU {
    @Override
    int level(int eight, int bits) {
      return eight >> (8 - bits);
    }

    @Override
    int mapped(int level, int bits) {
      return level << (8 - bits);
    }
  },
  /** Takes the nearest shade, the brighter one of two. */
  TIGERVNC {
    @Override
    int level(int eight, int bits) {
      return (eight * ((1 << bits) - 1) + 128) / 255;
    }

    @Override
    int mapped(int level, int bits) {
      return level * 255 / ((1 << bits) - 1);
    }
  },
  /** Takes the nearest shade. */
  LIBVNCSERVER {
    @Override
    int level(int eight, int bits) {
      return (eight * ((1 << bits) - 1) + 127) / 255;
    }

    @Override
    int mapped(int level, int bits) {
      return (level * 65_535 / ((1 << bits) - 1)) >> 8;
    }
  };

  /** A shade of eight bits in fewer. */
  abstract int level(int eight, int bits);

  /** What the server's colour map has for it. */
  abstract int mapped(int level, int bits);

  /** The picture as a client shows it that asks for this format. */
  Picture of(Picture truth, PixelFormat format) {
    // Asked for a map, every one of them makes one of two bits of blue and three of the others.
    boolean isMapped = !format.trueColour();
    PixelFormat colours = isMapped ? PixelFormat.BGR233 : format;
    int[] reds = ramp(Integer.bitCount(colours.redMax()), isMapped);
    int[] greens = ramp(Integer.bitCount(colours.greenMax()), isMapped);
    int[] blues = ramp(Integer.bitCount(colours.blueMax()), isMapped);
    int[] argb = truth.argb().clone();
    for (int i = 0; i < argb.length; i++) {
      int red = reds[argb[i] >> 16 & 255];
      int green = greens[argb[i] >> 8 & 255];
      argb[i] = 0xff000000 | red << 16 | green << 8 | blues[argb[i] & 255];
    }
    return new Picture(truth.width(), truth.height(), argb);
  }

  private int[] ramp(int bits, boolean isMapped) {
    int[] ramp = new int[256];
    for (int i = 0; i < 256; i++) {
      int level = level(i, bits);
      ramp[i] =
          isMapped ? mapped(level, bits) : (int) Math.round(level * 255.0 / ((1 << bits) - 1));
    }
    return ramp;
  }
}
