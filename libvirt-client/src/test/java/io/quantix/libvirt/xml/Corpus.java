package io.quantix.libvirt.xml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Real and tricky documents to try edits on. */
final class Corpus {
  /**
   * A document.
   *
   * @param name where it comes from
   */
  record Sample(String name, String xml) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Corpus() {}

  /** A document of ours. */
  static String tricky(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream(name + ".xml")) {
      if (in == null) {
        throw new AssertionError("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ours as they are, with other line ends, and without any; and what libvirt installs. */
  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (String kind : List.of("domain", "network", "pool", "volume", "snapshot")) {
      String xml = tricky(kind + "-tricky");
      samples.add(new Sample(kind, xml));
      samples.add(new Sample(kind + ", CRLF", xml.replace("\n", "\r\n")));
      samples.add(new Sample(kind + ", CR", xml.replace("\n", "\r")));
      samples.add(new Sample(kind + ", mixed", xml.replace("\n  ", "\r\n  ")));
      samples.add(new Sample(kind + ", tabs", xml.replace("  ", "\t")));
      samples.add(new Sample(kind + ", in one line", xml.replace('\n', ' ')));
      samples.add(new Sample(kind + ", with a mark", xml.startsWith("<?") ? xml : "\ufeff" + xml));
    }
    samples.add(new Sample("one line", tricky("domain-oneline")));
    samples.add(new Sample("least", "<domain/>"));
    samples.addAll(installed());
    return samples;
  }

  /** What the installed libvirt brings; nothing where there is none. */
  static List<Sample> installed() {
    Path folder = Path.of("/usr/share/libvirt");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Sample> samples = new ArrayList<>();
      for (Path file :
          files.filter(each -> each.toString().matches(".*\\.(xml|rng)")).sorted().toList()) {
        samples.add(new Sample(file.toString(), Files.readString(file)));
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
