package io.quantix.desktop.window;

import atlantafx.base.controls.Notification;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.model.NoticeBoard;
import java.util.HashMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/**
 * Notices at the window's corner: failures stay until they are closed, the others go by themselves.
 */
final class NoticeToasts extends VBox {
  private static final Duration SHOWN = Duration.seconds(6);
  private final NoticeBoard board;
  private final Map<Notice, Notification> toasts = new HashMap<>();

  NoticeToasts(NoticeBoard board) {
    this.board = board;
    getStyleClass().add("toasts");
    setPickOnBounds(false);
    setAlignment(Pos.BOTTOM_RIGHT);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(this, Pos.BOTTOM_RIGHT);
    board
        .notices()
        .addListener(
            (ListChangeListener<Notice>)
                change -> {
                  while (change.next()) {
                    change.getRemoved().forEach(this::takeDown);
                    change.getAddedSubList().forEach(this::show);
                  }
                });
    board.notices().forEach(this::show);
  }

  private void show(Notice notice) {
    boolean bad = notice.severity() == Notice.Severity.ERROR;
    StringBuilder text = new StringBuilder(notice.title());
    for (String part : new String[] {notice.message(), notice.hint()}) {
      if (!part.isEmpty()) {
        text.append('\n').append(part);
      }
    }
    Notification toast =
        new Notification(
            text.toString(),
            new FontIcon(
                bad ? MaterialDesignA.ALERT_CIRCLE_OUTLINE : MaterialDesignI.INFORMATION_OUTLINE));
    toast.getStyleClass().add(bad ? "danger" : "accent");
    toast.getStyleClass().add("elevated-2");
    toast.setPrefWidth(400);
    toast.setOnClose(_ -> board.notices().remove(notice));
    toasts.put(notice, toast);
    getChildren().add(toast);
    if (!bad) {
      PauseTransition leave = new PauseTransition(SHOWN);
      leave.setOnFinished(_ -> board.notices().remove(notice));
      leave.play();
    }
  }

  private void takeDown(Notice notice) {
    Notification toast = toasts.remove(notice);
    if (toast != null) {
      getChildren().remove(toast);
    }
  }
}
