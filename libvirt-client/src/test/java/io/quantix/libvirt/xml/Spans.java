package io.quantix.libvirt.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where elements stand in a text, found by one expression that shares nothing with our scanner. */
final class Spans {
  private static final Pattern TOKEN =
      Pattern.compile(
          "<!--.*?-->|<!\\[CDATA\\[.*?]]>|<\\?.*?\\?>|<(?:[^<>'\"]|'[^']*+'|\"[^\"]*+\")*+>|[^<]++",
          Pattern.DOTALL);

  /** An element's first character, the end of its start tag, the start of its end tag, its end. */
  record Span(int start, int startTagEnd, int endTagStart, int end) {}

  private Spans() {}

  /** All elements' in the order of the document. */
  static List<Span> of(String text) {
    List<int[]> found = new ArrayList<>();
    Deque<int[]> open = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String tag = token.group();
      if (tag.startsWith("</")) {
        int[] span = open.pop();
        span[2] = token.start();
        span[3] = token.end();
      } else if (tag.startsWith("<") && !tag.startsWith("<!") && !tag.startsWith("<?")) {
        int[] span = {token.start(), token.end(), token.end(), token.end()};
        found.add(span);
        if (!tag.endsWith("/>")) {
          open.push(span);
        }
      }
    }
    return found.stream().map(each -> new Span(each[0], each[1], each[2], each[3])).toList();
  }
}
