package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** libvirt's typed parameters (remote_typed_param). */
final class TypedParameters {
  // A field's length, a type, and the smallest value.
  private static final int LEAST_BYTES = 12;

  private TypedParameters() {}

  /**
   * Writes some: Integer, Long (as llong), {@link UnsignedLong} (as ullong), Double, Boolean and
   * String; and a List of these as one parameter given several times.
   */
  static XdrWriter write(XdrWriter out, Map<String, ?> values) throws LibvirtException {
    int count = 0;
    for (Object value : values.values()) {
      count += value instanceof List<?> several ? several.size() : 1;
    }
    out.integer(count);
    for (Map.Entry<String, ?> each : values.entrySet()) {
      Object value = each.getValue();
      for (Object one : value instanceof List<?> several ? several : List.of(value)) {
        write(out.string(each.getKey()), each.getKey(), one);
      }
    }
    return out;
  }

  private static void write(XdrWriter out, String name, Object one) throws LibvirtException {
    switch (one) {
      case Integer value -> out.integer(1).integer(value);
      case UnsignedLong value -> out.integer(4).hyper(value.value());
      case Long value -> out.integer(3).hyper(value);
      case Double value -> out.integer(5).hyper(Double.doubleToRawLongBits(value));
      case Boolean value -> out.integer(6).integer(value ? 1 : 0);
      case String value -> out.integer(7).string(value);
      default -> throw new IllegalArgumentException(name + " is a " + one.getClass().getName());
    }
  }

  /** A 64-bit unsigned value. */
  record UnsignedLong(long value) {}

  static Map<String, Object> read(XdrReader in) throws ProtocolException {
    int count = in.count(Limits.STATS, LEAST_BYTES, "statistics of a domain");
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      String field = in.string();
      int type = in.integer();
      Object value =
          switch (type) {
            case 1 -> in.integer();
            case 2 -> Integer.toUnsignedLong(in.integer());
            case 3, 4 -> in.hyper();
            case 5 -> in.real();
            case 6 -> in.integer() != 0;
            case 7 -> in.string();
            default -> throw new ProtocolException("statistic " + field + " is of type " + type);
          };
      values.put(field, value);
    }
    return Collections.unmodifiableMap(values);
  }
}
