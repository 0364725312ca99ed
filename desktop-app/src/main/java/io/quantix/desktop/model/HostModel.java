package io.quantix.desktop.model;

import io.quantix.libvirt.NodeInfo;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** One host as it was last known. Read and written on the JavaFX thread only. */
public final class HostModel {
  private final String uri;
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final ObjectProperty<HostState> state =
      new SimpleObjectProperty<>(this, "state", HostState.DISCONNECTED);
  private final ObjectProperty<Optional<Notice>> notice =
      new SimpleObjectProperty<>(this, "notice", Optional.empty());
  private final BooleanProperty connectOnStart =
      new SimpleBooleanProperty(this, "connectOnStart", true);
  private final ObjectProperty<Optional<NodeInfo>> nodeInfo =
      new SimpleObjectProperty<>(this, "nodeInfo", Optional.empty());
  private final StringProperty hostname = new SimpleStringProperty(this, "hostname", "");
  private final StringProperty versions = new SimpleStringProperty(this, "versions", "");
  private final ObservableList<VmModel> vms = FXCollections.observableArrayList();

  /** Makes one that is not connected. */
  public HostModel(String uri, String name) {
    this.uri = uri;
    this.name.set(name);
  }

  /** libvirt's URI of it: what it is known by. */
  public String uri() {
    return uri;
  }

  /** What the user calls it. */
  public StringProperty nameProperty() {
    return name;
  }

  /** How we stand with it. */
  public ObjectProperty<HostState> stateProperty() {
    return state;
  }

  /** Why it is not connected, if there is a reason to tell. */
  public ObjectProperty<Optional<Notice>> noticeProperty() {
    return notice;
  }

  /** Whether it is connected when Quantix starts. */
  public BooleanProperty connectOnStartProperty() {
    return connectOnStart;
  }

  /** Processors and memory, once known. */
  public ObjectProperty<Optional<NodeInfo>> nodeInfoProperty() {
    return nodeInfo;
  }

  /** What the host calls itself, empty until known. */
  public StringProperty hostnameProperty() {
    return hostname;
  }

  /** libvirt's and the hypervisor's versions in words, empty until known. */
  public StringProperty versionsProperty() {
    return versions;
  }

  /** Its VMs. */
  public ObservableList<VmModel> vms() {
    return vms;
  }
}
