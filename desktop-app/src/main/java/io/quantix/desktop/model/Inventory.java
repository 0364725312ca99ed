package io.quantix.desktop.model;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All hosts that the user has added. Read and written on the JavaFX thread only. */
public final class Inventory {
  private final ObservableList<HostModel> hosts = FXCollections.observableArrayList();

  /** The hosts, in the user's order. */
  public ObservableList<HostModel> hosts() {
    return hosts;
  }
}
