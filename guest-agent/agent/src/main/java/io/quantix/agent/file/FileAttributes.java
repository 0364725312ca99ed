package io.quantix.agent.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/** What the system keeps about a file. */
record FileAttributes(
    int mode,
    int names,
    int uid,
    int gid,
    long size,
    long device,
    long inode,
    Instant modified,
    Instant created) {
  private static final int TYPE = 0170000;
  private static final String WANTED =
      "unix:mode,nlink,uid,gid,size,dev,ino,lastModifiedTime,creationTime";

  static FileAttributes of(Path path, LinkOption... options) throws IOException {
    Map<String, Object> values = Files.readAttributes(path, WANTED, options);
    return new FileAttributes(
        (int) number(values, "mode"),
        (int) number(values, "nlink"),
        (int) number(values, "uid"),
        (int) number(values, "gid"),
        number(values, "size"),
        number(values, "dev"),
        number(values, "ino"),
        time(values, "lastModifiedTime"),
        time(values, "creationTime"));
  }

  private static long number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static Instant time(Map<String, Object> values, String name) {
    return values.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
  }

  boolean directory() {
    return (mode & TYPE) == 0040000;
  }

  boolean regular() {
    return (mode & TYPE) == 0100000;
  }

  boolean link() {
    return (mode & TYPE) == 0120000;
  }

  int permissions() {
    return mode & 07777;
  }
}
