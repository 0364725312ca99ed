package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.PendingRequest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.DirectoryEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The files on their way. A file comes beside its place and is moved there when it is whole; what
 * has come of a download that broke off stays, and the rest is fetched when it is tried again.
 */
final class FileTransfers {
  private static final long SHOWN_EACH_NANOS = 100_000_000;

  /** What becomes of a file that is there already. */
  enum Conflict {
    REPLACE,
    KEEP_BOTH,
    SKIP
  }

  private final GuestModel guest;
  private final Function<String, CompletableFuture<Conflict>> conflicts;
  private final ObservableList<FileTransfer> transfers = FXCollections.observableArrayList();
  private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
  private final Map<FileTransfer, Thread> running = new HashMap<>();
  private final Map<FileTransfer, DirectoryEntry> sources = new HashMap<>();

  /**
   * Makes one that has none.
   *
   * @param conflicts asked on the JavaFX thread about a name that is there already
   */
  FileTransfers(GuestModel guest, Function<String, CompletableFuture<Conflict>> conflicts) {
    this.guest = guest;
    this.conflicts = conflicts;
  }

  /** Those that there are, the newest first. */
  ObservableList<FileTransfer> transfers() {
    return transfers;
  }

  /** Whether any is under way. */
  ReadOnlyBooleanProperty busyProperty() {
    return busy;
  }

  /** Work that moves a file. */
  @FunctionalInterface
  private interface Move {
    void move(Guest from) throws AgentException, InterruptedException, IOException;
  }

  /** Fetches a file of the guest into a folder here. */
  FileTransfer download(DirectoryEntry entry, String guestPath, Path folder) {
    FileTransfer transfer =
        new FileTransfer(
            FileTransfer.Way.DOWNLOAD, guestPath, folder.resolve(HostFileName.of(entry.getName())));
    transfer.totalProperty().set(Math.max(0, entry.getSizeBytes()));
    transfers.addFirst(transfer);
    start(transfer, from -> fetch(from, transfer, false));
    return transfer;
  }

  /** Brings a file of this computer into a folder of the guest. */
  FileTransfer upload(Path file, String guestFolder, Runnable done) {
    String name = String.valueOf(file.getFileName());
    FileTransfer transfer =
        new FileTransfer(FileTransfer.Way.UPLOAD, GuestPath.in(guestFolder, name), file);
    transfers.addFirst(transfer);
    transfer
        .stageProperty()
        .subscribe(stage -> {
          if (stage == FileTransfer.Stage.DONE) {
            done.run();
          }
        });
    start(transfer, from -> bring(from, transfer));
    return transfer;
  }

  /** Goes on with one that broke off. */
  void again(FileTransfer transfer) {
    if (running.containsKey(transfer)) {
      return;
    }
    transfer.failureProperty().set(Optional.empty());
    transfer.stageProperty().set(FileTransfer.Stage.RUNNING);
    start(
        transfer,
        transfer.way() == FileTransfer.Way.DOWNLOAD
            ? from -> fetch(from, transfer, true)
            : from -> bring(from, transfer));
  }

  /** Ends one that is under way. */
  void cancel(FileTransfer transfer) {
    Thread thread = running.get(transfer);
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Forgets those that are over. */
  void clear() {
    transfers.removeIf(each -> each.stageProperty().get() != FileTransfer.Stage.RUNNING);
    synchronized (sources) {
      sources.keySet().retainAll(transfers);
    }
  }

  private void start(FileTransfer transfer, Move move) {
    Optional<Guest> open = guest.guest();
    if (open.isEmpty()) {
      ended(transfer, Optional.of(new AgentException(ErrorCode.CONNECTION_LOST, "not connected")));
      return;
    }
    Thread thread =
        Thread.ofVirtual()
            .name("guest file")
            .unstarted(() -> {
              Optional<Exception> why = Optional.empty();
              try {
                move.move(open.get());
              } catch (AgentException | InterruptedException | IOException | RuntimeException e) {
                why = Optional.of(e);
              }
              Optional<Exception> failed = why;
              guest.fx().execute(() -> ended(transfer, failed));
            });
    running.put(transfer, thread);
    busy.set(true);
    thread.start();
  }

  private void ended(FileTransfer transfer, Optional<Exception> why) {
    running.remove(transfer);
    busy.set(!running.isEmpty());
    boolean cancelled =
        why.filter(e ->
                e instanceof InterruptedException
                    || e instanceof java.nio.channels.ClosedByInterruptException
                    || (e instanceof AgentException refused
                        && refused.code() == ErrorCode.CANCELLED))
            .isPresent();
    transfer.failureProperty().set(cancelled ? Optional.empty() : why.map(GuestFailure::of));
    transfer
        .stageProperty()
        .set(
            why.isEmpty()
                ? FileTransfer.Stage.DONE
                : cancelled ? FileTransfer.Stage.CANCELLED : FileTransfer.Stage.FAILED);
  }

  private void fetch(Guest from, FileTransfer transfer, boolean again)
      throws AgentException, InterruptedException, IOException {
    DirectoryEntry now =
        stat(from, transfer.guestPath()).orElse(DirectoryEntry.getDefaultInstance());
    Path place = transfer.hostFileProperty().get();
    if (!again) {
      place = free(transfer, place);
    }
    Path part = place.resolveSibling(place.getFileName() + ".part");
    long offset =
        again && same(transfer, now) && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
            ? Files.size(part)
            : 0;
    remember(transfer, now);
    if (offset == 0) {
      Files.deleteIfExists(part);
    }
    try (OutputStream into =
        offset > 0
            ? Files.newOutputStream(part, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)
            : Files.newOutputStream(
                part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (offset == 0 || offset < now.getSizeBytes()) {
        long _ = from.files().download(transfer.guestPath(), offset, into, progress(transfer));
      }
    } catch (AgentException e) {
      if (e.code() == ErrorCode.CHECKSUM_DIFFERS) {
        Files.deleteIfExists(part); // nothing of it can be trusted
      }
      throw e;
    }
    Files.move(part, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Optional<DirectoryEntry> stat(Guest from, String path)
      throws AgentException, InterruptedException {
    try {
      return Optional.of(from.files().stat(path, true));
    } catch (AgentException e) {
      if (e.code() == ErrorCode.FILE_NOT_FOUND || e.code() == ErrorCode.NOT_AVAILABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean same(FileTransfer transfer, DirectoryEntry now) {
    synchronized (sources) {
      DirectoryEntry before = sources.get(transfer);
      return before != null
          && before.getSizeBytes() == now.getSizeBytes()
          && before.getModifiedAt().equals(now.getModifiedAt());
    }
  }

  private void remember(FileTransfer transfer, DirectoryEntry now) {
    synchronized (sources) {
      sources.put(transfer, now);
    }
  }

  /** A place that nothing is at, or whose file may go. */
  private Path free(FileTransfer transfer, Path place) throws InterruptedException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return place;
    }
    return switch (ask(String.valueOf(place.getFileName()))) {
      case REPLACE -> place;
      case SKIP -> throw new InterruptedException("not wanted");
      case KEEP_BOTH -> {
        int number = 2;
        Path other;
        do {
          other =
              place.resolveSibling(
                  HostFileName.numbered(String.valueOf(place.getFileName()), number++));
        } while (Files.exists(other, LinkOption.NOFOLLOW_LINKS));
        Path chosen = other;
        guest.fx().execute(() -> transfer.hostFileProperty().set(chosen));
        yield chosen;
      }
    };
  }

  private Conflict ask(String name) throws InterruptedException {
    CompletableFuture<Conflict> answer = new CompletableFuture<>();
    guest
        .fx()
        .execute(() -> {
          var _ = conflicts.apply(name).thenAccept(answer::complete);
        });
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bring(Guest to, FileTransfer transfer)
      throws AgentException, InterruptedException, IOException {
    Path file = transfer.hostFileProperty().get();
    if (Files.isDirectory(file)) {
      throw new AgentException(
          ErrorCode.NOT_A_FILE, "A folder cannot be copied as a whole", file.toString());
    }
    String path = transfer.guestPath();
    if (stat(to, path).isPresent()) {
      String folder = GuestPath.parent(path);
      String name = String.valueOf(file.getFileName());
      switch (ask(name)) {
        case REPLACE -> {}
        case SKIP -> throw new InterruptedException("not wanted");
        case KEEP_BOTH -> {
          int number = 2;
          do {
            path = GuestPath.in(folder, HostFileName.numbered(name, number++));
          } while (stat(to, path).isPresent());
        }
      }
    }
    try (InputStream from = Files.newInputStream(file)) {
      to.files().upload(path, 0, from, Files.size(file), progress(transfer));
    }
  }

  /** Not more often than anybody can see. */
  private PendingRequest.Progress progress(FileTransfer transfer) {
    AtomicLong last = new AtomicLong(System.nanoTime() - SHOWN_EACH_NANOS);
    return (done, total, text) -> {
      long now = System.nanoTime();
      if (now - last.get() < SHOWN_EACH_NANOS) {
        return;
      }
      last.set(now);
      guest
          .fx()
          .execute(() -> {
            if (total > 0) {
              transfer.totalProperty().set(total);
              transfer.progressProperty().set(Math.clamp((double) done / total, 0, 1));
            }
          });
    };
  }
}
