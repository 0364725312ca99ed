package io.quantix.desktop.host;

import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.Observable;
import javafx.beans.value.ObservableValue;

/**
 * The screen of a VM.
 *
 * @param session of the VM's host
 * @param model the VM
 */
public record VmConsole(HostSession session, VmModel model) implements ConsoleSource {
  @Override
  public ObservableValue<String> name() {
    return model.nameProperty();
  }

  @Override
  public ObservableValue<String> title() {
    return model
        .nameProperty()
        .map(name -> Texts.text("console.title", name, model.host().nameProperty().get()));
  }

  @Override
  public boolean isOn() {
    return model.stateProperty().get().isActive();
  }

  @Override
  public List<Observable> changes() {
    // A new id is a restart.
    return List.of(model.stateProperty(), model.idProperty(), session.model().stateProperty());
  }

  @Override
  public CompletableFuture<ConsoleTarget> target() {
    return session.console(model);
  }

  @Override
  public Optional<VmModel> vm() {
    return Optional.of(model);
  }
}
