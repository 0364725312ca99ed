package io.quantix.desktop.model;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What is under way, and what lately was, the newest first. Read and written on the JavaFX thread
 * only.
 */
public final class TaskList {
  private static final int KEPT = 50;
  private final ObservableList<Task> tasks = FXCollections.observableArrayList();

  /** The tasks, the newest first. */
  public ObservableList<Task> tasks() {
    return tasks;
  }

  /** Adds one; the oldest that is over goes if there are too many. */
  public void add(Task task) {
    tasks.addFirst(task);
    for (int i = tasks.size() - 1; i >= 0 && tasks.size() > KEPT; i--) {
      if (tasks.get(i).stageProperty().get() != Task.Stage.RUNNING) {
        tasks.remove(i);
      }
    }
  }

  /** Forgets those that are over. */
  public void clearFinished() {
    tasks.removeIf(task -> task.stageProperty().get() != Task.Stage.RUNNING);
  }
}
