package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** The threads of this JVM. */
final class Threads {
  private Threads() {}

  /** Waits until none has a name that begins so; they end soon after what they served. */
  static void awaitNone(String... prefixes) throws InterruptedException {
    List<String> left = named(prefixes);
    for (int i = 0; i < 1000 && !left.isEmpty(); i++) {
      Thread.sleep(10);
      left = named(prefixes);
    }
    assertThat(left).isEmpty();
  }

  private static List<String> named(String... prefixes) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> Stream.of(prefixes).anyMatch(name::startsWith))
        .toList();
  }
}
