package io.quantix.desktop.host;

import io.quantix.desktop.keyring.HostSecrets;
import io.quantix.desktop.keyring.SecretName;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
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
 * @param secrets what is remembered of those that the VM's definition does not have
 */
public record VmConsole(HostSession session, VmModel model, HostSecrets secrets)
    implements ConsoleSource {
  private static final HostSecrets NONE = HostSecrets.none(Prompter.none());

  /** One that remembers nothing. */
  public VmConsole(HostSession session, VmModel model) {
    this(session, model, NONE);
  }

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
    return session.console(model).thenApply(this::withRemembered);
  }

  @Override
  public Optional<VmModel> vm() {
    return Optional.of(model);
  }

  @Override
  public boolean canRemember() {
    return secrets.keeps();
  }

  @Override
  public void remember(VncCredential accepted) {
    String uri = model.host().uri();
    String whose = Texts.text("host.console.secret", model.nameProperty().get());
    secrets.keep(uri, name(SecretKind.PASSWORD), whose, accepted.password());
    secrets.keep(uri, name(SecretKind.USER_NAME), whose, accepted.user().toCharArray());
  }

  private SecretName name(SecretKind kind) {
    return new SecretName(kind, "vnc of " + model.uuid() + " at " + model.host().uri());
  }

  private ConsoleTarget withRemembered(ConsoleTarget target) {
    if (!secrets.keeps() || !(target instanceof ConsoleTarget.Vnc vnc)) {
      return target;
    }
    VncCredentials known = vnc.options().credentials();
    VncCredentials more =
        request -> {
          Optional<VncCredential> defined = known.ask(request);
          return defined.isPresent() ? defined : remembered();
        };
    return new ConsoleTarget.Vnc(
        vnc.where(), vnc.opener(), vnc.options().toBuilder().credentials(more).build());
  }

  private Optional<VncCredential> remembered() {
    return secrets
        .find(name(SecretKind.PASSWORD))
        .map(password ->
            new VncCredential(
                secrets.find(name(SecretKind.USER_NAME)).map(String::new).orElse(""), password));
  }
}
