package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.Task;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.text.Texts;
import java.time.Duration;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/** What is under way, and what lately was, behind a button that says how much. */
final class TasksButton extends Button {
  private final TaskList tasks;
  private final InvalidationListener refresh = _ -> refresh();

  TasksButton(TaskList tasks) {
    this.tasks = tasks;
    getStyleClass().add("flat");
    setOnAction(_ -> open());
    tasks
        .tasks()
        .addListener(
            (ListChangeListener<Task>)
                change -> {
                  while (change.next()) {
                    change
                        .getAddedSubList()
                        .forEach(task -> task.stageProperty().addListener(refresh));
                  }
                  refresh();
                });
    refresh();
  }

  private void refresh() {
    long running =
        tasks.tasks().stream()
            .filter(task -> task.stageProperty().get() == Task.Stage.RUNNING)
            .count();
    setText(running == 0 ? Texts.text("app.tasks") : Texts.text("app.tasks.running", running));
    if (running > 0) {
      ProgressIndicator waiting = new ProgressIndicator();
      waiting.setPrefSize(14, 14);
      setGraphic(waiting);
    } else {
      setGraphic(new FontIcon(MaterialDesignF.FORMAT_LIST_CHECKS));
    }
  }

  private void open() {
    VBox list = new VBox(4);
    list.getStyleClass().add("task-list");
    list.setPrefWidth(380);
    if (tasks.tasks().isEmpty()) {
      list.getChildren().add(Controls.label(Texts.text("app.tasks.none"), "text-muted"));
    }
    tasks.tasks().stream().limit(12).forEach(task -> list.getChildren().add(line(task)));
    PopOver popOver = new PopOver(list);
    popOver.setArrowLocation(PopOver.ArrowLocation.BOTTOM_RIGHT);
    popOver.setDetachable(false);
    popOver.show(this);
  }

  private static HBox line(Task task) {
    FontIcon icon =
        new FontIcon(
            switch (task.stageProperty().get()) {
              case RUNNING -> MaterialDesignC.CIRCLE_OUTLINE;
              case DONE -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
              case FAILED -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
            });
    icon.getStyleClass()
        .add(
            switch (task.stageProperty().get()) {
              case RUNNING -> "accent";
              case DONE -> "success";
              case FAILED -> "danger";
            });
    VBox words = new VBox(0, Controls.label(task.title()));
    task.failureProperty()
        .get()
        .ifPresent(notice -> {
          var why = Controls.label(notice.message(), "text-muted");
          why.setWrapText(true);
          words.getChildren().add(why);
        });
    HBox line = new HBox(8, icon, words, Controls.spring());
    line.setAlignment(Pos.CENTER_LEFT);
    if (task.stageProperty().get() == Task.Stage.RUNNING) {
      ProgressBar bar = new ProgressBar(task.progressProperty().get());
      bar.setPrefWidth(80);
      line.getChildren().add(bar);
    } else {
      long seconds =
          Duration.ofMillis(System.currentTimeMillis() - task.startedAtMillis()).toSeconds();
      line.getChildren()
          .add(
              Controls.label(
                  seconds < 60
                      ? Texts.text("app.tasks.now")
                      : Texts.text("app.tasks.minutes", seconds / 60),
                  "text-muted"));
    }
    return line;
  }
}
