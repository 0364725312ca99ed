package io.quantix.libvirt.rpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** libvirt's typed parameters (remote_typed_param). */
final class TypedParameters {
  // A field's length, a type, and the smallest value.
  private static final int LEAST_BYTES = 12;

  private TypedParameters() {}

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
