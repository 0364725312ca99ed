package io.quantix.benchmarks;

import io.quantix.vnc.record.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recordings of real desktops that lie in the tree; {@code benchmarks/run} says where, in the
 * property {@code quantix.recordings}.
 *
 * @param name scene and encoding, {@code scroll-zrle}
 * @param recording what it holds
 */
record Recordings(String name, Recording recording) {
  private static final String SUFFIX = ".vncrec";

  /** All of them whose names contain one of the words; all if there is no word. */
  static List<Recordings> matching(List<String> words) throws IOException {
    Path folder = Path.of(System.getProperty("quantix.recordings", "."));
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    List<Recordings> found = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replace(SUFFIX, "");
      if (words.isEmpty() || words.stream().anyMatch(name::contains)) {
        found.add(new Recordings(name, Recording.read(file)));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("no recording in " + folder + " is called " + words);
    }
    return found;
  }

  /** The encoding that the server preferred, by its number (RFB 7.7). */
  int encoding() {
    return recording.encodings().getFirst();
  }
}
