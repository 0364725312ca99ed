package io.quantix.desktop.console;

import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.model.VmModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;

/** A server of a test that no libvirt knows, which is there as long as the test is. */
abstract class TestServer implements ConsoleSource, AutoCloseable {
  private final ObservableValue<String> name;

  TestServer(String name) {
    this.name = new SimpleStringProperty(name);
  }

  @Override
  public final ObservableValue<String> name() {
    return name;
  }

  @Override
  public final ObservableValue<String> title() {
    return name;
  }

  @Override
  public final boolean isOn() {
    return true;
  }

  @Override
  public final List<Observable> changes() {
    return List.of();
  }

  @Override
  public final Optional<VmModel> vm() {
    return Optional.empty();
  }

  @Override
  public abstract void close() throws IOException;
}
