package io.quantix.vnc.input;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A keyboard as the system's own library has it: the truth about what keys type. */
@SuppressWarnings("restricted")
final class XkbCommon implements AutoCloseable {
  static final int SHIFT = 1;
  static final int MOD5 = 1 << 7;

  private static final int COMPOSED = 2;
  private static final int COMPOSING = 1;
  private static final int CANCELLED = 3;

  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup("libxkbcommon.so.0", Arena.global());
  private static final Map<String, MethodHandle> FUNCTIONS = new HashMap<>();

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment context;
  private final MemorySegment keymap;
  private final MemorySegment state;
  private final MemorySegment compose;

  /** The layout of a PC keyboard of 105 keys. */
  XkbCommon(String layout, String variant) {
    context = pointer("xkb_context_new", 0);
    MemorySegment names = arena.allocate(ADDRESS, 5);
    String[] rules = {"evdev", "pc105", layout, variant, ""};
    for (int i = 0; i < rules.length; i++) {
      names.setAtIndex(ADDRESS, i, arena.allocateFrom(rules[i]));
    }
    keymap = pointer("xkb_keymap_new_from_names", context, names, 0);
    state = pointer("xkb_state_new", keymap);
    MemorySegment table =
        pointer("xkb_compose_table_new_from_locale", context, arena.allocateFrom("en_US.UTF-8"), 0);
    compose = pointer("xkb_compose_state_new", table, 0);
  }

  /** The keysym of a key with modifiers down; 0 if there is none. */
  int keysym(String key, int modifiers) {
    int code = number("xkb_keymap_key_by_name", keymap, arena.allocateFrom(key));
    var _ = number("xkb_state_update_mask", state, modifiers, 0, 0, 0, 0, 0);
    return number("xkb_state_key_get_one_sym", state, code);
  }

  int codePoint(int keysym) {
    return number("xkb_keysym_to_utf32", keysym);
  }

  /** What a row of keysyms types, dead keys composed as X programs do. */
  String compose(int[] keysyms) {
    StringBuilder text = new StringBuilder();
    for (int keysym : keysyms) {
      var _ = number("xkb_compose_state_feed", compose, keysym);
      switch (number("xkb_compose_state_get_status", compose)) {
        case COMPOSING -> {}
        case COMPOSED -> {
          MemorySegment utf8 = arena.allocate(64);
          var _ = number("xkb_compose_state_get_utf8", compose, utf8, 64L);
          text.append(utf8.getString(0));
        }
        case CANCELLED -> text.append("(cancelled)");
        default -> text.appendCodePoint(codePoint(keysym));
      }
    }
    return text.toString();
  }

  private static MemorySegment pointer(String function, Object... arguments) {
    MemorySegment result = (MemorySegment) call(function, ADDRESS, arguments);
    if (result.address() == 0) {
      throw new IllegalStateException(function + " failed; is xkb-data installed?");
    }
    return result;
  }

  private static int number(String function, Object... arguments) {
    return (int) call(function, JAVA_INT, arguments);
  }

  private static Object call(String function, MemoryLayout result, Object... arguments) {
    MethodHandle handle =
        FUNCTIONS.computeIfAbsent(
            function,
            name ->
                Linker.nativeLinker()
                    .downcallHandle(
                        LIBRARY.findOrThrow(name),
                        FunctionDescriptor.of(result, layouts(arguments))));
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function, e);
    }
  }

  private static MemoryLayout[] layouts(Object[] arguments) {
    return Arrays.stream(arguments)
        .map(each ->
            each instanceof MemorySegment ? ADDRESS : each instanceof Long ? JAVA_LONG : JAVA_INT)
        .toArray(MemoryLayout[]::new);
  }

  @Override
  public void close() {
    arena.close();
  }
}
