package io.quantix.vnc.wire;

import io.quantix.vnc.AudioFormat;
import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.PowerAction;
import io.quantix.vnc.VncScreen;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The messages of a client, all but those for updates and the pointer, as they are put into an
 * {@link Outbox} (RFB 7.5 and the community's RFB specification). For several threads.
 */
public final class ClientMessages {
  private static final int SET_PIXEL_FORMAT = 0;
  private static final int SET_ENCODINGS = 2;
  private static final int KEY = 4;
  private static final int CUT_TEXT = 6;
  private static final int CONTINUOUS_UPDATES = 150;
  private static final int FENCE = 248;
  private static final int XVP = 250;
  private static final int SET_DESKTOP_SIZE = 251;
  private static final int QEMU = 255;
  private static final int QEMU_KEY = 0;
  private static final int QEMU_AUDIO = 1;
  private static final int SIGNED_16_BIT = 3;

  private final Outbox outbox;

  /** Puts into this. */
  public ClientMessages(Outbox outbox) {
    this.outbox = outbox;
  }

  /** SetPixelFormat (RFB 7.5.1). */
  public void setPixelFormat(PixelFormat format) {
    ByteBuffer to = outbox.begin(20);
    if (to != null) {
      to.putInt(SET_PIXEL_FORMAT);
      to.put((byte) format.bitsPerPixel()).put((byte) format.depth());
      to.put((byte) (format.bigEndian() ? 1 : 0));
      to.put((byte) (format.trueColour() ? 1 : 0));
      to.putShort((short) format.redMax());
      to.putShort((short) format.greenMax()).putShort((short) format.blueMax());
      to.put((byte) format.redShift());
      to.put((byte) format.greenShift()).put((byte) format.blueShift());
      to.put((byte) 0).putShort((short) 0);
    }
    outbox.end();
  }

  /** SetEncodings (RFB 7.5.2): always the whole list, as QEMU forgets what a list leaves out. */
  public void setEncodings(List<Integer> numbers) {
    ByteBuffer to = outbox.begin(4 + 4 * numbers.size());
    if (to != null) {
      to.put((byte) SET_ENCODINGS).put((byte) 0).putShort((short) numbers.size());
      for (int number : numbers) {
        to.putInt(number);
      }
    }
    outbox.end();
  }

  /** KeyEvent (RFB 7.5.4). */
  public void key(boolean down, int keysym) {
    ByteBuffer to = outbox.begin(8);
    if (to != null) {
      to.put((byte) KEY).put((byte) (down ? 1 : 0)).putShort((short) 0).putInt(keysym);
    }
    outbox.end();
  }

  /** QEMU Extended Key Event. */
  public void extendedKey(boolean down, int keysym, int scanCode) {
    ByteBuffer to = outbox.begin(12);
    if (to != null) {
      to.put((byte) QEMU).put((byte) QEMU_KEY).putShort((short) (down ? 1 : 0));
      to.putInt(keysym).putInt(scanCode);
    }
    outbox.end();
  }

  /** SetDesktopSize. */
  public void setDesktopSize(int width, int height, List<VncScreen> screens) {
    ByteBuffer to = outbox.begin(8 + 16 * screens.size());
    if (to != null) {
      to.put((byte) SET_DESKTOP_SIZE).put((byte) 0);
      to.putShort((short) width).putShort((short) height);
      to.put((byte) screens.size()).put((byte) 0);
      for (VncScreen screen : screens) {
        to.putInt(screen.id()).putShort((short) screen.x()).putShort((short) screen.y());
        to.putShort((short) screen.width()).putShort((short) screen.height());
        to.putInt(screen.flags());
      }
    }
    outbox.end();
  }

  /** EnableContinuousUpdates for all of a desktop of this size. */
  public void enableContinuousUpdates(int width, int height) {
    ByteBuffer to = outbox.begin(10);
    if (to != null) {
      to.put((byte) CONTINUOUS_UPDATES).put((byte) 1).putShort((short) 0).putShort((short) 0);
      to.putShort((short) width).putShort((short) height);
    }
    outbox.end();
  }

  /** ClientFence with the first bytes of an array, at most 64. */
  public void fence(int flags, byte[] payload, int length) {
    ByteBuffer to = outbox.begin(9 + length);
    if (to != null) {
      to.put((byte) FENCE).put((byte) 0).putShort((short) 0).putInt(flags);
      to.put((byte) length).put(payload, 0, length);
    }
    outbox.end();
  }

  /** ClientCutText in Latin-1 (RFB 7.5.6). */
  public void cutText(byte[] text) {
    ByteBuffer to = outbox.begin(8 + text.length);
    if (to != null) {
      to.putInt(CUT_TEXT << 24).putInt(text.length).put(text);
    }
    outbox.end();
  }

  /** ClientCutText of the extended clipboard: its length is told by its negative. */
  public void clipboard(int flags, byte[] data) {
    ByteBuffer to = outbox.begin(12 + data.length);
    if (to != null) {
      to.putInt(CUT_TEXT << 24).putInt(-(4 + data.length)).putInt(flags).put(data);
    }
    outbox.end();
  }

  /** xvp, version 1. */
  public void power(PowerAction action) {
    ByteBuffer to = outbox.begin(4);
    if (to != null) {
      to.put((byte) XVP).put((byte) 0).put((byte) 1);
      to.put(
          (byte)
              switch (action) {
                case SHUTDOWN -> 2;
                case REBOOT -> 3;
                case RESET -> 4;
              });
    }
    outbox.end();
  }

  /** QEMU audio: the format, then the start. */
  public void startAudio(AudioFormat format) {
    ByteBuffer to = outbox.begin(14);
    if (to != null) {
      to.put((byte) QEMU).put((byte) QEMU_AUDIO).putShort((short) 2);
      to.put((byte) SIGNED_16_BIT).put((byte) format.channels()).putInt(format.frequency());
      to.put((byte) QEMU).put((byte) QEMU_AUDIO).putShort((short) 0);
    }
    outbox.end();
  }

  /** QEMU audio: the end. */
  public void stopAudio() {
    ByteBuffer to = outbox.begin(4);
    if (to != null) {
      to.put((byte) QEMU).put((byte) QEMU_AUDIO).putShort((short) 1);
    }
    outbox.end();
  }
}
