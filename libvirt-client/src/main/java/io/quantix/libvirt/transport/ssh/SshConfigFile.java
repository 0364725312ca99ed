package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * OpenSSH's client configuration (ssh_config(5)), read where there is no {@code ssh} to ask: {@code
 * Host} with patterns, {@code Include}, and the words that this client knows. A {@code Match} other
 * than {@code Match all} is passed over.
 */
final class SshConfigFile {
  private static final int MAX_DEPTH = 16;
  private static final long MAX_BYTES = 1 << 20;
  // Of these each one counts; of the others the first.
  private static final Set<String> MANY = Set.of("identityfile", "certificatefile");

  private final SshSettings settings;
  private final String host;
  private final Map<String, List<String>> found = new HashMap<>();

  private SshConfigFile(SshSettings settings, String host) {
    this.settings = settings;
    this.host = host;
  }

  /** What the files say of a host, by the word in lower case. */
  static Map<String, List<String>> read(SshSettings settings, String host) throws IOException {
    SshConfigFile reader = new SshConfigFile(settings, host);
    for (Path file : settings.configs()) {
      if (Files.isRegularFile(file)) {
        reader.readFile(file, true, 0);
      }
    }
    return reader.found;
  }

  private void readFile(Path file, boolean outer, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException(file + " includes itself, or files " + MAX_DEPTH + " deep");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is too large for an SSH configuration");
    }
    boolean applies = outer;
    int number = 0;
    for (String line : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      List<String> words = words(line, file, number);
      if (words.isEmpty()) {
        continue;
      }
      String word = words.removeFirst().toLowerCase(Locale.ROOT);
      switch (word) {
        case "host" -> applies = outer && matches(words, host);
        case "match" -> applies = outer && words.size() == 1 && words.getFirst().equals("all");
        case "include" -> {
          if (applies) {
            for (String pattern : words) {
              for (Path included : included(pattern, file)) {
                readFile(included, true, depth + 1);
              }
            }
          }
        }
        default -> {
          if (applies && !words.isEmpty()) {
            if (MANY.contains(word)) {
              found.computeIfAbsent(word, ignored -> new ArrayList<>()).addAll(words);
            } else {
              found.putIfAbsent(word, List.copyOf(words));
            }
          }
        }
      }
    }
  }

  /** Whether a name fits patterns with {@code *} and {@code ?}, and none that begins with !. */
  static boolean matches(List<String> patterns, String name) {
    boolean fits = false;
    for (String pattern : patterns) {
      boolean not = pattern.startsWith("!");
      if (glob(not ? pattern.substring(1) : pattern, name)) {
        if (not) {
          return false;
        }
        fits = true;
      }
    }
    return fits;
  }

  /** Whether a name fits one pattern, whatever the case. */
  static boolean glob(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?'
              || Character.toLowerCase(pattern.charAt(p))
                  == Character.toLowerCase(name.charAt(n)))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private Set<Path> included(String pattern, Path file) throws IOException {
    Set<Path> files = new TreeSet<>();
    try {
      Path path =
          pattern.startsWith("~")
              ? settings.path(pattern)
              : (file.startsWith(settings.home()) || !settings.ownConfig()
                      ? settings.home().resolve(".ssh")
                      : file.toAbsolutePath().resolveSibling(""))
                  .resolve(pattern);
      expand(path.getRoot(), path, 0, files);
    } catch (InvalidPathException e) {
      throw new IOException(file + " includes " + pattern + ", which is no path", e);
    }
    return files;
  }

  private static void expand(Path base, Path pattern, int index, Set<Path> files)
      throws IOException {
    if (index == pattern.getNameCount()) {
      if (Files.isRegularFile(base)) {
        files.add(base);
      }
      return;
    }
    String name = pattern.getName(index).toString();
    if (!name.contains("*") && !name.contains("?") && !name.contains("[")) {
      expand(base.resolve(name), pattern, index + 1, files);
      return;
    }
    if (!Files.isDirectory(base)) {
      return;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    try (DirectoryStream<Path> children = Files.newDirectoryStream(base)) {
      for (Path child : children) {
        boolean hidden = child.getFileName().toString().startsWith(".") && !name.startsWith(".");
        if (!hidden && matcher.matches(child.getFileName())) {
          expand(child, pattern, index + 1, files);
        }
      }
    }
  }

  /** Cuts a line into its words: blanks or one = after the first, quotes, # where one begins. */
  static List<String> words(String line, Path file, int number) throws IOException {
    List<String> words = new ArrayList<>();
    int i = 0;
    int length = line.length();
    while (i < length) {
      char c = line.charAt(i);
      if (Character.isWhitespace(c) || (c == '=' && words.size() == 1)) {
        i++;
      } else if (c == '#') {
        break;
      } else if (c == '"') {
        int end = line.indexOf('"', i + 1);
        if (end < 0) {
          throw new IOException(file + ", line " + number + ": a quote is not closed");
        }
        words.add(line.substring(i + 1, end));
        i = end + 1;
      } else {
        int start = i;
        while (i < length
            && !Character.isWhitespace(line.charAt(i))
            && !(words.isEmpty() && line.charAt(i) == '=')) {
          i++;
        }
        words.add(line.substring(start, i));
      }
    }
    return words;
  }
}
