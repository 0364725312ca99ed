package io.quantix.desktop.model;

import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Something under way on a host. Read and written on the JavaFX thread only. */
public final class Task {
  /** How far it is. */
  public enum Stage {
    RUNNING,
    DONE,
    FAILED
  }

  private final String title;
  private final long startedAtMillis;
  private final ObjectProperty<Stage> stage = new SimpleObjectProperty<>(Stage.RUNNING);
  private final DoubleProperty progress = new SimpleDoubleProperty(-1);
  private final ObjectProperty<Optional<Notice>> failure =
      new SimpleObjectProperty<>(Optional.empty());

  /**
   * Makes one that runs.
   *
   * @param title what is done, and to whom
   */
  public Task(String title, long startedAtMillis) {
    this.title = title;
    this.startedAtMillis = startedAtMillis;
  }

  /** What is done, and to whom. */
  public String title() {
    return title;
  }

  /** When it began, ms since 1970. */
  public long startedAtMillis() {
    return startedAtMillis;
  }

  /** How far it is. */
  public ObjectProperty<Stage> stageProperty() {
    return stage;
  }

  /** 0 to 1; -1 if nobody knows. */
  public DoubleProperty progressProperty() {
    return progress;
  }

  /** Why it failed, if it did. */
  public ObjectProperty<Optional<Notice>> failureProperty() {
    return failure;
  }
}
