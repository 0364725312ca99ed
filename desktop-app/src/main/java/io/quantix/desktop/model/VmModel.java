package io.quantix.desktop.model;

import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.xml.DomainDescription;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One VM as it was last known. Read and written on the JavaFX thread only. */
public final class VmModel {
  /** Samples kept of each figure. */
  public static final int HISTORY = 60;

  private final HostModel host;
  private final UUID uuid;
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final IntegerProperty id = new SimpleIntegerProperty(this, "id", -1);
  private final ObjectProperty<DomainState> state =
      new SimpleObjectProperty<>(this, "state", DomainState.NO_STATE);
  private final IntegerProperty stateReason = new SimpleIntegerProperty(this, "stateReason", 0);
  private final BooleanProperty persistent = new SimpleBooleanProperty(this, "persistent", true);
  private final BooleanProperty autostart = new SimpleBooleanProperty(this, "autostart", false);
  private final BooleanProperty saved = new SimpleBooleanProperty(this, "saved", false);
  private final IntegerProperty vcpus = new SimpleIntegerProperty(this, "vcpus", 0);
  private final LongProperty memoryKib = new SimpleLongProperty(this, "memoryKib", 0);
  private final LongProperty maxMemoryKib = new SimpleLongProperty(this, "maxMemoryKib", 0);
  private final DoubleProperty cpuLoad = new SimpleDoubleProperty(this, "cpuLoad", 0);
  private final DoubleProperty memoryLoad = new SimpleDoubleProperty(this, "memoryLoad", 0);
  private final LongProperty sampleCount = new SimpleLongProperty(this, "sampleCount", 0);
  private final LongProperty startedAtMillis = new SimpleLongProperty(this, "startedAtMillis", -1);
  private final ObjectProperty<List<String>> addresses =
      new SimpleObjectProperty<>(this, "addresses", List.of());
  private final ObjectProperty<Optional<DomainDescription>> description =
      new SimpleObjectProperty<>(this, "description", Optional.empty());
  private final ObjectProperty<Optional<VmCommand>> running =
      new SimpleObjectProperty<>(this, "running", Optional.empty());
  private final SampleHistory cpuHistory = new SampleHistory(HISTORY);
  private final SampleHistory memoryHistory = new SampleHistory(HISTORY);

  /** Makes one of which only the identity is known. */
  public VmModel(HostModel host, UUID uuid, String name) {
    this.host = host;
    this.uuid = uuid;
    this.name.set(name);
  }

  /** Where it lives. */
  public HostModel host() {
    return host;
  }

  /** What it is known by for all its life. */
  public UUID uuid() {
    return uuid;
  }

  /** Its name; may change. */
  public StringProperty nameProperty() {
    return name;
  }

  /** libvirt's id, -1 when off. */
  public IntegerProperty idProperty() {
    return id;
  }

  /** What it does. */
  public ObjectProperty<DomainState> stateProperty() {
    return state;
  }

  /** libvirt's number for why it does that. */
  public IntegerProperty stateReasonProperty() {
    return stateReason;
  }

  /** Whether its definition outlives its being off. */
  public BooleanProperty persistentProperty() {
    return persistent;
  }

  /** Whether it starts with its host. */
  public BooleanProperty autostartProperty() {
    return autostart;
  }

  /** Whether a managed save waits for its next start. */
  public BooleanProperty savedProperty() {
    return saved;
  }

  /** Virtual processors. */
  public IntegerProperty vcpusProperty() {
    return vcpus;
  }

  /** Memory it has now, KiB. */
  public LongProperty memoryKibProperty() {
    return memoryKib;
  }

  /** Memory it may have, KiB. */
  public LongProperty maxMemoryKibProperty() {
    return maxMemoryKib;
  }

  /** Processor load of its vCPUs, 0 to 1. */
  public DoubleProperty cpuLoadProperty() {
    return cpuLoad;
  }

  /** Share of its memory that is in use, 0 to 1; the host's view if the guest tells nothing. */
  public DoubleProperty memoryLoadProperty() {
    return memoryLoad;
  }

  /** Grows by one with each sample: what a sparkline listens to. */
  public LongProperty sampleCountProperty() {
    return sampleCount;
  }

  /** When it was started, ms since 1970; -1 if off or unknown. */
  public LongProperty startedAtMillisProperty() {
    return startedAtMillis;
  }

  /** Its guest's network addresses, as far as they are known, IPv4 first; empty when off. */
  public ObjectProperty<List<String>> addressesProperty() {
    return addresses;
  }

  /** What its XML says, once that has been read. */
  public ObjectProperty<Optional<DomainDescription>> descriptionProperty() {
    return description;
  }

  /** The command that is under way on it. */
  public ObjectProperty<Optional<VmCommand>> runningCommandProperty() {
    return running;
  }

  /** Processor load, 0 to 1, a sample an interval. */
  public SampleHistory cpuHistory() {
    return cpuHistory;
  }

  /** Memory load, 0 to 1, a sample an interval. */
  public SampleHistory memoryHistory() {
    return memoryHistory;
  }

  /** Whether a command makes sense now: state, host, and what is under way considered. */
  public boolean allows(VmCommand command) {
    return host.stateProperty().get() == HostState.CONNECTED
        && running.get().isEmpty()
        && command.fits(state.get(), persistent.get());
  }
}
