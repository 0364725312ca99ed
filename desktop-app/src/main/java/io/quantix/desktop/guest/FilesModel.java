package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.agent.protocol.message.ListDirectoryResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A folder of a guest, and the way from one to another. */
final class FilesModel {
  /** More of a folder are not listed. */
  static final int MOST = 20_000;

  // As chmod has it: a folder like those that mkdir makes.
  private static final int FOLDER_MODE = 0755;

  private final GuestModel guest;
  private final StringProperty path = new SimpleStringProperty(this, "path", "/");
  private final BooleanProperty hidden = new SimpleBooleanProperty(this, "hidden");
  private final GuestList<DirectoryEntry> list;

  FilesModel(GuestModel guest) {
    this.guest = guest;
    boolean windows =
        guest.guest().map(open -> open.identity().getOsFamily().equals("windows")).orElse(false);
    path.set(windows ? "C:\\" : "/");
    list =
        new GuestList<>(
            guest,
            () -> {
              String folder = path.get();
              boolean all = hidden.get();
              return from -> list(from, folder, all);
            },
            (entry, wanted) -> entry.getName().toLowerCase(Locale.ROOT).contains(wanted));
    hidden.addListener(_ -> list.restart());
  }

  private static List<DirectoryEntry> list(Guest from, String folder, boolean all)
      throws AgentException, InterruptedException {
    List<DirectoryEntry> entries = new ArrayList<>();
    String token = "";
    do {
      ListDirectoryResponse page = from.files().list(folder, all, 0, token);
      entries.addAll(page.getEntriesList());
      token = page.getEntriesCount() == 0 ? "" : page.getContinuationToken();
    } while (!token.isEmpty() && entries.size() < MOST);
    return entries;
  }

  /** What is in the folder. */
  GuestList<DirectoryEntry> list() {
    return list;
  }

  /** Where it is. */
  ReadOnlyStringProperty pathProperty() {
    return path;
  }

  /** Whether names that begin with a dot are listed. */
  BooleanProperty hiddenProperty() {
    return hidden;
  }

  /** Shows another folder. */
  void go(String folder) {
    path.set(folder.isBlank() ? "/" : folder.strip());
    list.filterProperty().set("");
    list.restart();
  }

  /** Shows the folder that this one is in. */
  void up() {
    go(GuestPath.parent(path.get()));
  }

  /** The path of something in the folder. */
  String pathOf(DirectoryEntry entry) {
    return entry.getPath().isEmpty() ? GuestPath.in(path.get(), entry.getName()) : entry.getPath();
  }

  /**
   * Shows a folder, or the one that a link leads to.
   *
   * @param file gets what is no folder
   */
  void open(DirectoryEntry entry, Consumer<DirectoryEntry> file) {
    if (entry.getIsDirectory()) {
      go(pathOf(entry));
    } else if (entry.getIsSymlink()) {
      String at = pathOf(entry);
      boolean _ =
          guest.ask(
              from -> from.files().stat(at, true),
              target -> {
                if (target.getIsDirectory()) {
                  go(at);
                } else {
                  file.accept(
                      entry.toBuilder()
                          .setIsSymlink(false)
                          .setSizeBytes(target.getSizeBytes())
                          .build());
                }
              },
              list::failed);
    } else {
      file.accept(entry);
    }
  }

  /** Makes a folder in this one. */
  void makeFolder(String name) {
    String at = GuestPath.in(path.get(), name.strip());
    list.change(from -> from.files().createDirectory(at, false, FOLDER_MODE));
  }

  /** Deletes a file, or a folder with all that is in it. */
  void delete(DirectoryEntry entry) {
    String at = pathOf(entry);
    boolean all = entry.getIsDirectory() && !entry.getIsSymlink();
    list.change(from -> from.files().delete(at, all));
  }
}
