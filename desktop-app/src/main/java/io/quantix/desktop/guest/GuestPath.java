package io.quantix.desktop.guest;

/** Paths as a guest writes them: with slashes, or with a drive and backslashes. */
final class GuestPath {
  private GuestPath() {}

  private static char separator(String folder) {
    return folder.indexOf('/') < 0 && folder.indexOf('\\') >= 0 ? '\\' : '/';
  }

  /** A name in a folder. */
  static String in(String folder, String name) {
    char separator = separator(folder);
    return !folder.isEmpty() && folder.charAt(folder.length() - 1) == separator
        ? folder + name
        : folder + separator + name;
  }

  /** The folder of a path; a root's is itself. */
  static String parent(String path) {
    char separator = separator(path);
    String bare = path;
    while (bare.length() > 1 && bare.charAt(bare.length() - 1) == separator) {
      bare = bare.substring(0, bare.length() - 1);
    }
    int at = bare.lastIndexOf(separator);
    if (at < 0) {
      return path;
    }
    String parent = bare.substring(0, at);
    return parent.isEmpty() || parent.matches("[A-Za-z]:") ? parent + separator : parent;
  }
}
