package io.quantix.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * An X server without a monitor (Xvfb) that keeps its screen in a file, so that what a program
 * shows is seen from outside, in the same way for every program and at no cost to it.
 */
final class WatchedScreen implements AutoCloseable {
  private static final int GRID = 8;

  private final Program server;
  private final int display;
  private final ByteBuffer pixels;
  private final int width;
  private final int height;
  private final int stride;

  /** Where something is on the screen. */
  record Place(int x, int y) {}

  private WatchedScreen(Program server, int display) throws IOException {
    this.server = server;
    this.display = display;
    try (FileChannel file =
        FileChannel.open(server.folder().resolve("Xvfb_screen0"), StandardOpenOption.READ)) {
      // XWDFileHeader: 25 numbers, the window's name, the colour map, the pixels.
      ByteBuffer header =
          file.map(FileChannel.MapMode.READ_ONLY, 0, 100).order(ByteOrder.BIG_ENDIAN);
      width = header.getInt(4 * 4);
      height = header.getInt(4 * 5);
      stride = header.getInt(4 * 12);
      long start = header.getInt(0) + header.getInt(4 * 19) * 12L;
      pixels =
          file.map(FileChannel.MapMode.READ_ONLY, start, (long) stride * height)
              .order(ByteOrder.nativeOrder());
    }
  }

  /** Starts one on which a viewer's window has room for a desktop of this size. */
  static WatchedScreen around(int desktopWidth, int desktopHeight)
      throws IOException, InterruptedException {
    int width = desktopWidth + Viewer.MARGIN;
    int height = desktopHeight + Viewer.MARGIN;
    Path folder = Program.newFolder();
    Program server =
        Program.start(
            folder,
            List.of(
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                width + "x" + height + "x24",
                "-nolisten",
                "tcp",
                "-fbdir",
                folder.toString()));
    try {
      int display = Integer.parseInt(server.firstLine());
      return new WatchedScreen(server, display);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The display's number. */
  int display() {
    return display;
  }

  /** Pixels in a row. */
  int width() {
    return width;
  }

  /** Rows. */
  int height() {
    return height;
  }

  /** A pixel, 0xRRGGBB. */
  int pixel(int x, int y) {
    return pixels.getInt(y * stride + x * 4) & 0xffffff;
  }

  /** The pixel at a place. */
  int pixel(Place place) {
    return pixel(place.x(), place.y());
  }

  /**
   * Waits until a square of one colour, of 16 pixels and more, is anywhere on the screen.
   *
   * @return a place in its middle
   * @throws IllegalStateException if the time is up, or the program ends, before
   */
  Place awaitSquare(int rgb, Program program, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      for (int y = GRID / 2; y < height; y += GRID) {
        for (int x = GRID / 2; x < width; x += GRID) {
          if (pixel(x, y) == rgb) {
            return middle(x, y, rgb);
          }
        }
      }
      if (System.nanoTime() > deadline || !program.isAlive()) {
        throw new IllegalStateException(program + " does not show what was sent");
      }
      Thread.sleep(1);
    }
  }

  private Place middle(int x, int y, int rgb) {
    int left = x;
    int right = x;
    int top = y;
    int bottom = y;
    while (left > 0 && pixel(left - 1, y) == rgb) {
      left--;
    }
    while (right < width - 1 && pixel(right + 1, y) == rgb) {
      right++;
    }
    while (top > 0 && pixel(x, top - 1) == rgb) {
      top--;
    }
    while (bottom < height - 1 && pixel(x, bottom + 1) == rgb) {
      bottom++;
    }
    return new Place((left + right) / 2, (top + bottom) / 2);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
