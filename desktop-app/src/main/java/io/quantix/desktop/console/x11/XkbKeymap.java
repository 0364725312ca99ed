package io.quantix.desktop.console.x11;

import io.quantix.vnc.input.Keysym;
import io.quantix.vnc.input.XkbKeyName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What an X server's keys are: their places, by name, and what they type in the present layout (X
 * keyboard extension: GetMap, GetNames).
 */
final class XkbKeymap {
  static final int LOCK = 1 << 1;

  private static final int CORE_KEYBOARD = 0x100;
  private static final int USE_EXTENSION = 0;
  private static final int GET_STATE = 4;
  private static final int GET_MAP = 8;
  private static final int GET_NAMES = 17;
  private static final int TYPES_SYMS_AND_MODIFIERS = 1 | 2 | 4;
  private static final int KEY_NAMES = 1 << 9;
  private static final int CLAMP = 0x40;
  private static final int REDIRECT = 0x80;

  /** Which levels modifiers choose. */
  private static final class Type {
    private final int mask;
    private final int[] modifiers;
    private final int[] levels;

    Type(int mask, int[] modifiers, int[] levels) {
      this.mask = mask;
      this.modifiers = modifiers;
      this.levels = levels;
    }

    int level(int state) {
      for (int i = 0; i < modifiers.length; i++) {
        if (modifiers[i] == (state & mask)) {
          return levels[i];
        }
      }
      return 0;
    }
  }

  /** What a key types: keysyms by group and level, and each group's type. */
  private static final class Symbols {
    private final int[] types;
    private final int groupInfo;
    private final int width;
    private final int[] keysyms;

    Symbols(int[] types, int groupInfo, int width, int[] keysyms) {
      this.types = types;
      this.groupInfo = groupInfo;
      this.width = width;
      this.keysyms = keysyms;
    }
  }

  private final int[] scanCodes = new int[256];
  private final Symbols[] symbols = new Symbols[256];
  private Type[] types = new Type[0];
  private int numLock;

  private XkbKeymap() {}

  /** Says to the server that we know the extension; false if it does not. */
  static boolean use(X11Display display, int opcode) throws IOException {
    ByteBuffer request = X11Display.request(opcode, USE_EXTENSION, 8);
    request.putShort((short) 1).putShort((short) 0);
    return display.ask(request).get(1) != 0;
  }

  static XkbKeymap read(X11Display display, int opcode) throws IOException {
    XkbKeymap map = new XkbKeymap();
    ByteBuffer names = X11Display.request(opcode, GET_NAMES, 12);
    names.putShort((short) CORE_KEYBOARD).putShort((short) 0).putInt(KEY_NAMES);
    ByteBuffer get = X11Display.request(opcode, GET_MAP, 28);
    get.putShort((short) CORE_KEYBOARD).putShort((short) TYPES_SYMS_AND_MODIFIERS);
    try {
      map.readNames(display.ask(names));
      map.readMap(display.ask(get));
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw new IOException("the keyboard's map is cut off", e);
    }
    return map;
  }

  /** Which modifiers are locked at present. */
  static int lockedModifiers(X11Display display, int opcode) throws IOException {
    ByteBuffer request = X11Display.request(opcode, GET_STATE, 8);
    request.putShort((short) CORE_KEYBOARD);
    return display.ask(request).get(11) & 0xff;
  }

  private void readNames(ByteBuffer reply) {
    int first = reply.get(18) & 0xff;
    int count = reply.get(19) & 0xff;
    byte[] name = new byte[4];
    for (int i = 0; i < count; i++) {
      reply.get(32 + i * 4, name);
      String text = new String(name, StandardCharsets.ISO_8859_1).replace("\0", "");
      scanCodes[(first + i) & 0xff] = XkbKeyName.scanCode(text);
    }
  }

  private void readMap(ByteBuffer reply) {
    types = new Type[reply.get(15) & 0xff];
    int firstKey = reply.get(17) & 0xff;
    int keys = reply.get(20) & 0xff;
    int modifierKeys = reply.get(33) & 0xff;
    reply.position(40);
    for (int i = 0; i < types.length; i++) {
      types[i] = readType(reply);
    }
    for (int i = 0; i < keys; i++) {
      symbols[(firstKey + i) & 0xff] = readSymbols(reply);
    }
    for (int i = 0; i < modifierKeys; i++) {
      int key = reply.get() & 0xff;
      int modifiers = reply.get() & 0xff;
      if (keysym(key, 0, 0) == Keysym.NUM_LOCK) {
        numLock |= modifiers;
      }
    }
  }

  private static Type readType(ByteBuffer reply) {
    int mask = reply.get() & 0xff;
    reply.position(reply.position() + 4);
    int entries = reply.get() & 0xff;
    boolean preserve = reply.get() != 0;
    reply.get();
    int[] modifiers = new int[entries];
    int[] levels = new int[entries];
    for (int i = 0; i < entries; i++) {
      boolean active = reply.get() != 0;
      modifiers[i] = reply.get() & 0xff;
      levels[i] = reply.get() & 0xff;
      reply.position(reply.position() + 5);
      if (!active) {
        modifiers[i] = -1;
      }
    }
    if (preserve) {
      reply.position(reply.position() + entries * 4);
    }
    return new Type(mask, modifiers, levels);
  }

  private static Symbols readSymbols(ByteBuffer reply) {
    int[] kinds = new int[4];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = reply.get() & 0xff;
    }
    int groupInfo = reply.get() & 0xff;
    int width = reply.get() & 0xff;
    int[] keysyms = new int[reply.getShort() & 0xffff];
    for (int i = 0; i < keysyms.length; i++) {
      keysyms[i] = reply.getInt();
    }
    return new Symbols(kinds, groupInfo, width, keysyms);
  }

  /** The place of a key, as a scan code of QEMU's; 0 if its name is not known. */
  int scanCode(int keyCode) {
    return scanCodes[keyCode & 0xff];
  }

  /** What a key types. */
  int keysym(int keyCode, int modifiers, int group) {
    Symbols key = symbols[keyCode & 0xff];
    int groups = key == null ? 0 : key.groupInfo & 0x0f;
    if (key == null || groups == 0) {
      return 0;
    }
    int effective = group;
    if (group >= groups) {
      effective =
          switch (key.groupInfo & 0xc0) {
            case CLAMP -> groups - 1;
            case REDIRECT -> Math.min((key.groupInfo >> 4) & 3, groups - 1);
            default -> group % groups;
          };
    }
    int kind = key.types[effective & 3];
    int level = kind < types.length ? types[kind].level(modifiers) : 0;
    int at = effective * key.width + level;
    return level < key.width && at < key.keysyms.length ? key.keysyms[at] : 0;
  }

  /** The modifier that Num Lock locks. */
  int numLock() {
    return numLock;
  }
}
