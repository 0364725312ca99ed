package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class XmlDiffTest {
  @Test
  void showsWhatChangesAsDiffDoes() {
    String before = "<d>\n  <a/>\n  <b/>\n  <c/>\n  <e/>\n  <f/>\n  <g/>\n  <h/>\n</d>\n";
    String after = before.replace("<a/>", "<a x='1'/>").replace("  <h/>\n", "");
    assertThat(XmlDiff.between(before, after).unified(1))
        .isEqualTo(
            """
            @@ -1,3 +1,3 @@
             <d>
            -  <a/>
            +  <a x='1'/>
               <b/>
            @@ -7,3 +7,2 @@
               <g/>
            -  <h/>
             </d>
            """);
    assertThat(XmlDiff.between(before, before).isEmpty()).isTrue();
    assertThat(XmlDiff.between(before, before).unified(3)).isEmpty();
    assertThat(XmlDiff.between("", "a\n").unified(3)).isEqualTo("@@ -0,0 +1,1 @@\n+a\n");
  }

  @Test
  void bothVersionsAreInItAndNothingIsShownTwice() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      String before = lines(random, random.nextInt(30));
      String after = lines(random, random.nextInt(30));
      XmlDiff diff = XmlDiff.between(before, after);
      assertThat(side(diff, XmlDiff.Kind.ADDED)).as("seed " + seed).isEqualTo(before);
      assertThat(side(diff, XmlDiff.Kind.REMOVED)).as("seed " + seed).isEqualTo(after);
      long same = diff.lines().stream().filter(each -> each.kind() == XmlDiff.Kind.SAME).count();
      assertThat(same).as("seed " + seed).isEqualTo(common(before, after));
    }
  }

  @Test
  void versionsWithNothingInCommonAreShownWhole() {
    String before =
        IntStream.range(0, 20_000).mapToObj(i -> "a" + i + "\n").collect(Collectors.joining());
    XmlDiff diff = XmlDiff.between(before, before.replace('a', 'b'));
    assertThat(diff.changed()).hasSize(40_000);
  }

  private static String lines(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "line " + random.nextInt(5) + "\n")
        .collect(Collectors.joining());
  }

  private static String side(XmlDiff diff, XmlDiff.Kind without) {
    return diff.lines().stream()
        .filter(each -> each.kind() != without)
        .map(each -> each.text() + "\n")
        .collect(Collectors.joining());
  }

  /** The length of the longest common subsequence, by the plain table. */
  private static long common(String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    int[][] best = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        best[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? best[i - 1][j - 1] + 1
                : Math.max(best[i - 1][j], best[i][j - 1]);
      }
    }
    return best[a.size()][b.size()];
  }
}
