package io.quantix.desktop.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Keeps the settings in a file: read once, written a moment after a change on a thread of its own,
 * beside the file and then renamed, so that whoever reads it sees it whole. A file that cannot be
 * read is kept aside, never overwritten. Safe for use by several threads.
 */
public final class SettingsStore {
  private static final long PATIENCE_MILLIS = 300;

  private final Path file;
  private final Consumer<IOException> onFailure;
  private Settings settings;
  private Optional<Path> setAside = Optional.empty();
  private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
  private boolean dirty;
  private boolean writing;
  // Held while the file is written, so that writes keep their order and flush waits for one.
  private final Object fileLock = new Object();

  /**
   * Reads the file, if there is one.
   *
   * @param onFailure told, on another thread, when the settings could not be written
   */
  public SettingsStore(Path file, Consumer<IOException> onFailure) {
    this.file = file;
    this.onFailure = onFailure;
    this.settings = load();
  }

  /** The store in the platform's usual folder. */
  public static SettingsStore usual(Consumer<IOException> onFailure) {
    return new SettingsStore(AppFolders.settings().resolve("settings.json"), onFailure);
  }

  /** Loads the classes that reading needs, so that the first store does not wait for them. */
  public static void preload() {
    SettingsJson.read("{}");
  }

  private Settings load() {
    try {
      return SettingsJson.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Settings.initial();
    } catch (IOException | IllegalArgumentException e) {
      try {
        Path aside =
            Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName() + ".broken-", "");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        setAside = Optional.of(aside);
      } catch (IOException moving) {
        onFailure.accept(moving);
      }
      return Settings.initial();
    }
  }

  /** Where a file that could not be read was put, if that happened at the start. */
  public synchronized Optional<Path> setAside() {
    return setAside;
  }

  /** The present settings. */
  public synchronized Settings get() {
    return settings;
  }

  /** Changes them; they are written soon. */
  public void update(UnaryOperator<Settings> change) {
    Settings changed;
    synchronized (this) {
      changed = change.apply(settings);
      if (changed.equals(settings)) {
        return;
      }
      settings = changed;
      dirty = true;
      if (!writing) {
        writing = true;
        Thread.ofVirtual().name("settings").start(this::writeSoon);
      }
    }
    listeners.forEach(each -> each.accept(changed));
  }

  /** Has somebody told of each change, on the thread that makes it. */
  public void addListener(Consumer<Settings> listener) {
    listeners.add(listener);
  }

  /** Ends {@link #addListener}. */
  public void removeListener(Consumer<Settings> listener) {
    listeners.remove(listener);
  }

  /** Writes what is not yet written; call before the end. */
  public void flush() {
    synchronized (fileLock) {
      Settings now;
      synchronized (this) {
        if (!dirty) {
          return;
        }
        dirty = false;
        now = settings;
      }
      try {
        write(now);
      } catch (IOException e) {
        synchronized (this) {
          dirty = true; // the next change, or the end, tries again
        }
        onFailure.accept(e);
      }
    }
  }

  private void writeSoon() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      writing = false;
    }
    flush();
  }

  private void write(Settings now) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, "settings", ".tmp");
    try {
      try (FileChannel out = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes =
            ByteBuffer.wrap((SettingsJson.write(now) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      try {
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
