package io.quantix.desktop.guest;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;

/** A file on its way into a guest or out of it. Read and written on the JavaFX thread only. */
final class FileTransfer {
  /** How far it is. */
  enum Stage {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /** Which way it goes. */
  enum Way {
    UPLOAD,
    DOWNLOAD
  }

  private final Way way;
  private final String guestPath;
  private final ObjectProperty<Path> hostFile;
  private final ObjectProperty<Stage> stage = new SimpleObjectProperty<>(Stage.RUNNING);
  private final DoubleProperty progress = new SimpleDoubleProperty(-1);
  private final LongProperty total = new SimpleLongProperty(0);
  private final ObjectProperty<Optional<GuestFailure>> failure =
      new SimpleObjectProperty<>(Optional.empty());

  FileTransfer(Way way, String guestPath, Path hostFile) {
    this.way = way;
    this.guestPath = guestPath;
    this.hostFile = new SimpleObjectProperty<>(hostFile);
  }

  Way way() {
    return way;
  }

  /** Where it is in the guest. */
  String guestPath() {
    return guestPath;
  }

  /** Where it is here; may change while it is asked what to do with one that is there. */
  ObjectProperty<Path> hostFileProperty() {
    return hostFile;
  }

  /** Its name here. */
  String name() {
    return String.valueOf(hostFile.get().getFileName());
  }

  ObjectProperty<Stage> stageProperty() {
    return stage;
  }

  /** 0 to 1; -1 before anything is known. */
  DoubleProperty progressProperty() {
    return progress;
  }

  /** Its size, bytes; 0 before it is known. */
  LongProperty totalProperty() {
    return total;
  }

  ObjectProperty<Optional<GuestFailure>> failureProperty() {
    return failure;
  }
}
