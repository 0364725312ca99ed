package io.quantix.libvirt.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.virTypedParameter;

/** libvirt's typed parameters (virTypedParameter): a name, a type, and a value of eight bytes. */
final class NativeParameters {
  private static final int NAME_BYTES = 80;
  private static final int SIZE = new virTypedParameter().size();
  private static final int VALUE = SIZE - Long.BYTES;

  private final List<Memory> kept = new ArrayList<>();
  private final int count;

  /**
   * Writes some: Integer, Long (as ullong, which is what all of libvirt's settings are), Double,
   * Boolean and String, and a list of these, which is the same name several times. The memory is
   * this object's, and lives as long as it does.
   */
  NativeParameters(Map<String, ?> named) {
    List<Map.Entry<String, ?>> values = new ArrayList<>();
    named.forEach((name, value) -> {
      for (Object each : value instanceof List<?> several ? several : List.of(value)) {
        values.add(Map.entry(name, each));
      }
    });
    count = values.size();
    if (count == 0) {
      return;
    }
    Memory all = new Memory((long) count * SIZE);
    all.clear();
    kept.add(all);
    int i = 0;
    for (Map.Entry<String, ?> each : values) {
      Pointer to = all.share((long) i * SIZE);
      byte[] name = each.getKey().getBytes(StandardCharsets.UTF_8);
      if (name.length >= NAME_BYTES) {
        throw new IllegalArgumentException(each.getKey() + " is too long for a parameter's name");
      }
      to.write(0, name, 0, name.length);
      write(to, each.getKey(), each.getValue());
      i++;
    }
  }

  private void write(Pointer to, String name, Object value) {
    switch (value) {
      case Integer number -> {
        to.setInt(NAME_BYTES, 1);
        to.setInt(VALUE, number);
      }
      case Long number -> {
        to.setInt(NAME_BYTES, 4);
        to.setLong(VALUE, number);
      }
      case Double number -> {
        to.setInt(NAME_BYTES, 5);
        to.setDouble(VALUE, number);
      }
      case Boolean flag -> {
        to.setInt(NAME_BYTES, 6);
        to.setByte(VALUE, (byte) (flag ? 1 : 0));
      }
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory copy = new Memory(bytes.length + 1L);
        copy.write(0, bytes, 0, bytes.length);
        copy.setByte(bytes.length, (byte) 0);
        kept.add(copy);
        to.setInt(NAME_BYTES, 7);
        to.setPointer(VALUE, copy);
      }
      default -> throw new IllegalArgumentException(name + " is a " + value.getClass().getName());
    }
  }

  /** Where they are; null if there are none. */
  @Nullable Pointer pointer() {
    return kept.isEmpty() ? null : kept.getFirst();
  }

  int count() {
    return count;
  }

  /** Room for libvirt to write so many into. */
  static Memory room(int count) {
    Memory room = new Memory((long) Math.max(1, count) * SIZE);
    room.clear();
    return room;
  }

  static Map<String, Object> read(Pointer from, int count) {
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      Pointer each = from.share((long) i * SIZE);
      String name = each.getString(0, "UTF-8");
      int type = each.getInt(NAME_BYTES);
      Object value =
          switch (type) {
            case 1 -> each.getInt(VALUE);
            case 2 -> Integer.toUnsignedLong(each.getInt(VALUE));
            case 3, 4 -> each.getLong(VALUE);
            case 5 -> each.getDouble(VALUE);
            case 6 -> each.getByte(VALUE) != 0;
            case 7 -> {
              Pointer text = each.getPointer(VALUE);
              yield text == null ? "" : text.getString(0, "UTF-8");
            }
            default -> throw new IllegalStateException(name + " is of libvirt's type " + type);
          };
      values.put(name, value);
    }
    return Collections.unmodifiableMap(values);
  }

  /** Reads and frees what libvirt made. */
  static Map<String, Object> take(LibvirtCalls libvirt, @Nullable Pointer from, int count) {
    if (from == null) {
      return Map.of();
    }
    try {
      return read(from, count);
    } finally {
      libvirt.virTypedParamsFree(from, count);
    }
  }
}
