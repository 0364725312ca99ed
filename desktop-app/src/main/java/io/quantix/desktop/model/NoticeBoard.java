package io.quantix.desktop.model;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Notices that wait to be read. Read and written on the JavaFX thread only. */
public final class NoticeBoard {
  private static final int KEPT = 20;
  private final ObservableList<Notice> notices = FXCollections.observableArrayList();

  /** The notices, the newest last. */
  public ObservableList<Notice> notices() {
    return notices;
  }

  /** Puts one up. One that hangs there already is not repeated. */
  public void post(Notice notice) {
    if (!notices.contains(notice)) {
      notices.add(notice);
      if (notices.size() > KEPT) {
        notices.removeFirst();
      }
    }
  }
}
