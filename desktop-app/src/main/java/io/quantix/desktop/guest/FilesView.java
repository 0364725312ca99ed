package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.io.File;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** The files of a guest: its folders above, what is on its way below. */
final class FilesView {
  private final FilesModel model;
  private final FileTransfers transfers;
  private final ListPane<DirectoryEntry> pane;

  private FilesView(FilesModel model, FileTransfers transfers) {
    this.model = model;
    this.transfers = transfers;
    pane = new ListPane<>(model.list(), Texts.text("guest.section.files"));
    pane.addRow(true, pathBar());
    pane.addRow(false, new TransferList(transfers));
    columns();
    actions();
    drops();
  }

  static ListPane<DirectoryEntry> pane(FilesModel model, FileTransfers transfers) {
    return new FilesView(model, transfers).pane;
  }

  private Node pathBar() {
    TextField path = new TextField(model.pathProperty().get());
    path.setAccessibleText(Texts.text("guest.files.path"));
    model.pathProperty().addListener((_, _, now) -> path.setText(GuestText.line(now)));
    path.setOnAction(_ -> model.go(path.getText()));
    HBox.setHgrow(path, Priority.ALWAYS);
    ToggleButton hidden = new ToggleButton("", new FontIcon(MaterialDesignE.EYE_OUTLINE));
    hidden.getStyleClass().addAll("button-icon", "flat");
    hidden.setAccessibleText(Texts.text("guest.files.hidden"));
    Controls.tip(hidden, () -> Texts.text("guest.files.hidden"));
    hidden.selectedProperty().bindBidirectional(model.hiddenProperty());
    HBox bar =
        new HBox(
            4,
            Controls.iconButton(Texts.text("guest.files.up"), MaterialDesignA.ARROW_UP, model::up),
            path,
            hidden);
    bar.getStyleClass().add("guest-tools");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private void columns() {
    Comparator<DirectoryEntry> folders = Comparator.comparing(entry -> !entry.getIsDirectory());
    TableColumn<DirectoryEntry, DirectoryEntry> name =
        pane.column(
            "name",
            190,
            folders.thenComparing(entry -> entry.getName().toLowerCase(Locale.ROOT)),
            FilesView::name,
            "file-cell");
    pane.amounts(
        "size",
        76,
        DirectoryEntry::getSizeBytes,
        entry -> entry.getIsDirectory() ? "" : Amounts.bytes(Math.max(0, entry.getSizeBytes())));
    pane.column(
        "modified",
        124,
        Comparator.comparingLong(entry -> entry.getModifiedAt().getSeconds()),
        entry -> FileWords.time(entry.getModifiedAt().getSeconds()),
        "quiet-cell");
    pane.words("owner", 70, entry -> GuestText.line(entry.getOwner() + ":" + entry.getGroup()));
    pane.words("mode", 84, FileWords::mode);
    pane.table().getSortOrder().add(name);
  }

  private static String name(DirectoryEntry entry) {
    String name = GuestText.line(entry.getName());
    return entry.getIsSymlink()
        ? Texts.text("guest.files.link", name, GuestText.line(entry.getSymlinkTarget()))
        : entry.getIsDirectory() ? name + "/" : name;
  }

  private void actions() {
    BooleanBinding none = pane.table().getSelectionModel().selectedItemProperty().isNull();
    Button download =
        Controls.iconButton(
            Texts.text("guest.files.download"), MaterialDesignD.DOWNLOAD, this::download);
    Button delete =
        Controls.iconButton(
            Texts.text("guest.files.delete"), MaterialDesignD.DELETE_OUTLINE, this::delete);
    download.disableProperty().bind(none);
    delete.disableProperty().bind(none);
    pane.addTools(
        Controls.iconButton(Texts.text("guest.files.upload"), MaterialDesignU.UPLOAD, this::upload),
        download,
        Controls.iconButton(
            Texts.text("guest.files.make"), MaterialDesignF.FOLDER_PLUS_OUTLINE, this::make),
        delete);
    MenuItem downloadItem =
        Controls.menuItem(
            Texts.text("guest.files.download"), MaterialDesignD.DOWNLOAD, this::download);
    MenuItem deleteItem =
        Controls.menuItem(
            Texts.text("guest.files.delete"), MaterialDesignT.TRASH_CAN_OUTLINE, this::delete);
    downloadItem.disableProperty().bind(none);
    deleteItem.disableProperty().bind(none);
    pane.setMenu(downloadItem, deleteItem);
    pane.table()
        .setOnMouseClicked(click -> {
          if (click.getClickCount() == 2) {
            open();
          }
        });
    pane.table()
        .setOnKeyPressed(key -> {
          if (key.getCode() == KeyCode.ENTER) {
            open();
          } else if (key.getCode() == KeyCode.BACK_SPACE) {
            model.up();
          } else if (key.getCode() == KeyCode.DELETE) {
            delete();
          }
        });
  }

  private void drops() {
    pane.setOnDragOver(drag -> {
      if (drag.getDragboard().hasFiles() && drag.getGestureSource() == null) {
        drag.acceptTransferModes(TransferMode.COPY);
      }
      drag.consume();
    });
    pane.setOnDragDropped(drag -> {
      send(drag.getDragboard().getFiles());
      drag.setDropCompleted(true);
      drag.consume();
    });
  }

  private void send(List<File> files) {
    String folder = model.pathProperty().get();
    for (File file : files) {
      FileTransfer _ =
          transfers.upload(
              file.toPath(),
              folder,
              () -> {
                if (model.pathProperty().get().equals(folder)) {
                  model.list().refresh();
                }
              });
    }
  }

  private void open() {
    pane.selected().ifPresent(entry -> model.open(entry, this::download));
  }

  private void upload() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.text("guest.files.upload.title", model.pathProperty().get()));
    List<File> chosen = chooser.showOpenMultipleDialog(pane.owner().orElse(null));
    if (chosen != null) {
      send(chosen);
    }
  }

  private void download() {
    pane.selected().ifPresent(this::download);
  }

  private void download(DirectoryEntry entry) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(Texts.text("guest.files.download.title", GuestText.line(entry.getName())));
    File folder = chooser.showDialog(pane.owner().orElse(null));
    if (folder != null) {
      FileTransfer _ = transfers.download(entry, model.pathOf(entry), folder.toPath());
    }
  }

  private void make() {
    TextInputDialog dialog = new TextInputDialog();
    pane.owner().ifPresent(dialog::initOwner);
    dialog.setTitle(Texts.text("guest.files.make"));
    dialog.setHeaderText(Texts.text("guest.files.make.header", model.pathProperty().get()));
    dialog.setGraphic(null);
    dialog.showAndWait().filter(name -> !name.isBlank()).ifPresent(model::makeFolder);
  }

  private void delete() {
    Optional<DirectoryEntry> entry = pane.selected();
    if (entry.isPresent()
        && Confirmation.ask(
            pane.owner(),
            Texts.text("guest.files.delete.title", GuestText.line(entry.get().getName())),
            Texts.text(
                entry.get().getIsDirectory() && !entry.get().getIsSymlink()
                    ? "guest.files.delete.folder"
                    : "guest.files.delete.file"),
            Texts.text("guest.files.delete").replace("…", ""),
            Optional.empty())) {
      model.delete(entry.get());
    }
  }
}
