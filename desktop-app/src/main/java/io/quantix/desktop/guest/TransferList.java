package io.quantix.desktop.guest;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** The files on their way; what has come can be dragged to where it is wanted. */
final class TransferList extends VBox {
  private static final double MOST_HEIGHT = 168;

  private final FileTransfers transfers;
  private final VBox rows = new VBox(6);

  TransferList(FileTransfers transfers) {
    this.transfers = transfers;
    getStyleClass().add("guest-transfers");
    HBox head =
        new HBox(
            Controls.label(Texts.text("guest.transfers"), "guest-head"),
            Controls.spring(),
            Controls.iconButton(
                Texts.text("guest.transfers.clear"), MaterialDesignC.CLOSE, transfers::clear));
    head.setAlignment(Pos.CENTER_LEFT);
    ScrollPane scroll = new ScrollPane(rows);
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(MOST_HEIGHT);
    scroll.getStyleClass().add("edge-to-edge");
    getChildren().addAll(head, scroll);
    transfers
        .transfers()
        .addListener(
            (ListChangeListener<FileTransfer>)
                change -> {
                  while (change.next()) {
                    if (change.wasRemoved()) {
                      rows.getChildren()
                          .removeIf(row -> change.getRemoved().contains(row.getUserData()));
                    }
                    for (FileTransfer added : change.getAddedSubList()) {
                      rows.getChildren().addFirst(row(added));
                    }
                  }
                  show();
                });
    show();
  }

  private void show() {
    boolean any = !transfers.transfers().isEmpty();
    setVisible(any);
    setManaged(any);
  }

  private HBox row(FileTransfer transfer) {
    Label name = Controls.label(transfer.name());
    name.setMinWidth(0);
    Label standing = Controls.label("", "text-muted");
    standing.setMinWidth(0);
    ProgressBar bar = new ProgressBar();
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.getStyleClass().add("guest-meter");
    bar.setAccessibleText(transfer.name());
    bar.progressProperty().bind(transfer.progressProperty());
    Controls.tip(standing, standing::getText);
    Button cancel =
        Controls.iconButton(
            Texts.text("app.cancel"), MaterialDesignC.CLOSE, () -> transfers.cancel(transfer));
    Button again =
        Controls.iconButton(
            Texts.text("guest.transfer.again"),
            MaterialDesignR.REFRESH,
            () -> transfers.again(transfer));
    VBox words = new VBox(2, name, bar, standing);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    boolean down = transfer.way() == FileTransfer.Way.DOWNLOAD;
    HBox row =
        new HBox(
            8,
            new FontIcon(down ? MaterialDesignD.DOWNLOAD : MaterialDesignU.UPLOAD),
            words,
            again,
            cancel);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setUserData(transfer);
    InvalidationListener refresh =
        _ -> {
          FileTransfer.Stage stage = transfer.stageProperty().get();
          boolean running = stage == FileTransfer.Stage.RUNNING;
          name.setText(transfer.name());
          standing.setText(FileWords.standing(transfer));
          show(bar, running);
          show(cancel, running);
          show(again, !running && stage != FileTransfer.Stage.DONE);
        };
    transfer.stageProperty().addListener(refresh);
    transfer.progressProperty().addListener(refresh);
    transfer.hostFileProperty().addListener(refresh);
    refresh.invalidated(transfer.stageProperty());
    if (down) {
      draggable(row, transfer);
    }
    return row;
  }

  private static void show(javafx.scene.Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private static void draggable(HBox row, FileTransfer transfer) {
    row.setOnDragDetected(drag -> {
      if (transfer.stageProperty().get() == FileTransfer.Stage.DONE) {
        Dragboard board = row.startDragAndDrop(TransferMode.COPY_OR_MOVE);
        ClipboardContent content = new ClipboardContent();
        content.putFiles(List.of(transfer.hostFileProperty().get().toFile()));
        board.setContent(content);
        drag.consume();
      }
    });
  }
}
