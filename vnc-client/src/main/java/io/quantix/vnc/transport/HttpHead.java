package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer over HTTP/1.1 (RFC 9112): status line and fields. Read byte by byte, so
 * that nothing of what follows it is taken along.
 *
 * @param status 200 and the like
 * @param reason the status line's words, fit to be shown
 * @param fields names in lower case
 */
record HttpHead(int status, String reason, List<Field> fields) {
  private static final int MOST_BYTES = 16 * 1024;
  private static final int MOST_FIELDS = 100;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: (.*))?");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** One field. */
  record Field(String name, String value) {}

  /**
   * Reads one.
   *
   * @param peer who sends it, for messages
   * @throws VncException of kind PROTOCOL or LIMIT if it is none, or endless
   */
  static HttpHead read(VncTransport from, String peer) throws IOException, VncException {
    int[] left = {MOST_BYTES};
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    String first = line(from, one, left, peer);
    Matcher status = STATUS.matcher(first);
    if (!status.matches()) {
      throw Breach.protocol(
          peer + " answered \"" + Authority.shown(first) + "\", which is not HTTP");
    }
    List<Field> fields = new ArrayList<>();
    while (true) {
      String line = line(from, one, left, peer);
      if (line.isEmpty()) {
        String reason = status.group(2) == null ? "" : SafeText.line(status.group(2));
        return new HttpHead(Integer.parseInt(status.group(1)), reason, List.copyOf(fields));
      }
      if (fields.size() == MOST_FIELDS) {
        throw Breach.limit(
            "the number of " + peer + "'s header fields", MOST_FIELDS + 1L, MOST_FIELDS);
      }
      int colon = line.indexOf(':');
      if (colon < 1 || !NAME.matcher(line.substring(0, colon)).matches()) {
        throw Breach.protocol(
            peer + " sent the header \"" + Authority.shown(line) + "\", which is none");
      }
      fields.add(
          new Field(
              line.substring(0, colon).toLowerCase(Locale.ROOT),
              line.substring(colon + 1).strip()));
    }
  }

  private static String line(VncTransport from, ByteBuffer one, int[] left, String peer)
      throws IOException, VncException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (left[0]-- == 0) {
        throw Breach.limit("the size of " + peer + "'s header", MOST_BYTES + 1L, MOST_BYTES);
      }
      one.clear();
      if (from.read(one) < 0) {
        throw new EOFException("the connection was closed");
      }
      char c = (char) (one.get(0) & 0xff);
      if (c == '\n') {
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
      }
      line.append(c);
    }
  }

  /** The values of all fields of a name, which is given in lower case. */
  List<String> all(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).toList();
  }

  /** Whether a field's list has an element, whatever its case. */
  boolean lists(String name, String element) {
    return all(name).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(each -> each.strip().equalsIgnoreCase(element));
  }

  /** {@code 403 Forbidden}. */
  String statusLine() {
    return (status + " " + reason).strip();
  }

  /** The bytes of a head to send. */
  static ByteBuffer bytes(StringBuilder head) {
    return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
