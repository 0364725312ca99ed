package io.quantix.desktop.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the program reads and writes byte by byte, where it carries what is no text of its own.
 *
 * @param in is not to be closed
 * @param out flushed by whoever writes
 * @param err flushed by whoever writes
 */
record Streams(InputStream in, OutputStream out, OutputStream err) {
  /** The process's own. */
  static Streams standard() {
    return new Streams(
        System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)));
  }
}
