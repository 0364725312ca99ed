import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a folder of classes smaller: {@code Slim.java FOLDER OWN}. Classes of libraries that nothing names,
 * neither as a class nor in a text, are deleted, and what debuggers read is dropped; the lines of the
 * program's own classes (below the path OWN) stay, for stack traces.
 */
final class Slim {
  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}_$]+(?:[/.][\\p{Alnum}_$]+)+");

  private Slim() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Map<String, Path> classes = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> classes.put(name(folder, file), file));
    }
    Deque<String> open = new ArrayDeque<>();
    Map<String, ClassModel> kept = new HashMap<>();
    ClassFile reader = ClassFile.of();
    for (String name : classes.keySet()) {
      if (name.startsWith(args[1])) {
        open.add(name);
      }
    }
    while (!open.isEmpty()) {
      String name = open.remove();
      Path file = classes.get(name);
      if (file == null || kept.containsKey(name)) {
        continue;
      }
      ClassModel model = reader.parse(file);
      kept.put(name, model);
      for (PoolEntry entry : model.constantPool()) {
        if (entry instanceof ClassEntry other) {
          addNames(other.asInternalName(), open);
        } else if (entry instanceof Utf8Entry text) {
          addNames(text.stringValue(), open);
        }
      }
    }
    // Asked for what is above two classes, of which none is loaded for more than that.
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    for (Map.Entry<String, Path> entry : classes.entrySet()) {
      ClassModel model = kept.get(entry.getKey());
      if (model == null) {
        continue;
      }
      boolean library = !entry.getKey().startsWith(args[1]) || entry.getKey().contains("/message/");
      ClassFile writer =
          ClassFile.of(
              ClassFile.DebugElementsOption.DROP_DEBUG,
              library
                  ? ClassFile.LineNumbersOption.DROP_LINE_NUMBERS
                  : ClassFile.LineNumbersOption.PASS_LINE_NUMBERS,
              ClassFile.ConstantPoolSharingOption.NEW_POOL,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofClassLoading(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      Files.write(
          entry.getValue(),
          writer.transformClass(writer.parse(entry.getValue()), ClassTransform.ACCEPT_ALL));
    }
    loader.close();
    for (Map.Entry<String, Path> entry : classes.entrySet()) {
      if (!kept.containsKey(entry.getKey())) {
        Files.delete(entry.getValue());
      }
    }
    System.out.println(kept.size() + " of " + classes.size() + " classes");
  }

  private static String name(Path folder, Path file) {
    String path = folder.relativize(file).toString();
    return path.substring(0, path.length() - ".class".length());
  }

  private static void addNames(String text, Deque<String> names) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      String found = matcher.group().replace('.', '/');
      names.add(found);
      // In a descriptor the name follows an L.
      if (found.startsWith("L")) {
        names.add(found.substring(1));
      }
    }
  }
}
