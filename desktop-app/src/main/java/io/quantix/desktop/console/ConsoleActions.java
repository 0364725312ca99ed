package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.PowerAction;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.input.KeyCombination;
import io.quantix.vnc.input.KeyboardLayout;
import io.quantix.vnc.input.Keystrokes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.input.Clipboard;
import javafx.stage.Window;

/**
 * What can be done from a console with its guest. Used on the JavaFX thread only; nothing here
 * waits but for a person's answer.
 */
final class ConsoleActions {
  private final AppContext context;
  private final ConsoleSource source;
  private final ConsoleModel model;
  private final Supplier<KeyboardLayout> layout;
  private final Supplier<Optional<Window>> owner;
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");

  /**
   * Makes them.
   *
   * @param layout the guest's, in which text is typed
   * @param owner the window that questions belong to
   */
  ConsoleActions(
      AppContext context,
      ConsoleSource source,
      ConsoleModel model,
      Supplier<KeyboardLayout> layout,
      Supplier<Optional<Window>> owner) {
    this.context = context;
    this.source = source;
    this.model = model;
    this.layout = layout;
    this.owner = owner;
  }

  AppContext context() {
    return context;
  }

  ConsoleSource source() {
    return source;
  }

  ConsoleModel model() {
    return model;
  }

  Optional<Window> owner() {
    return owner.get();
  }

  /** What the last of these has to say, in a few words; empty if nothing. */
  ReadOnlyStringProperty messageProperty() {
    return message.getReadOnlyProperty();
  }

  /** Says something quietly, beside the screen. */
  void say(String words) {
    message.set(words);
  }

  /** Presses keys together in the guest. */
  void send(KeyCombination combination) {
    send(Keystrokes.of(combination));
  }

  /** Types the clipboard's text; what no key makes is told before anything is typed. */
  void typeClipboard() {
    String text = Clipboard.getSystemClipboard().getString();
    if (text == null || text.isEmpty()) {
      return;
    }
    try {
      boolean places = session().map(VncSession::takesScanCodes).orElse(true);
      send(places ? Keystrokes.ofText(text, layout.get()) : Keystrokes.ofCharacters(text));
    } catch (Keystrokes.UntypableTextException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private void send(Keystrokes keys) {
    session()
        .ifPresent(to ->
            Thread.ofVirtual()
                .name("typing " + source.name().getValue())
                .start(() -> {
                  try {
                    keys.send(to, Keystrokes.PAUSE);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  Optional<VncSession> session() {
    return model.sessionProperty().get();
  }

  /** Does something with the VM, asked about first where something is lost. */
  void run(VmCommand command) {
    source.vm().ifPresent(vm -> run(command, vm));
  }

  private void run(VmCommand command, VmModel vm) {
    String key = "vm.confirm." + command.name().toLowerCase(Locale.ROOT);
    boolean wanted =
        !command.losesSomething()
            || confirm(
                key,
                vm.nameProperty().get(),
                "vm.command." + command.name().toLowerCase(Locale.ROOT));
    if (wanted && vm.allows(command)) {
      var _ = context.hosts().session(vm.host()).run(command, vm);
    }
  }

  private boolean confirm(String key, String name, String doIt) {
    return Confirmation.ask(
        owner.get(),
        Texts.text(key + ".title", name),
        Texts.text(key + ".loss"),
        Texts.text(doIt),
        Optional.empty());
  }

  /** Whether a server that has no libvirt lets its machine's power be switched. */
  boolean hasPower() {
    return source.vm().isEmpty()
        && session().map(each -> each.can(VncCapability.POWER)).orElse(false);
  }

  /** Asks a server for its machine's end or restart, asked about first where something is lost. */
  void power(PowerAction action) {
    VmCommand alike =
        switch (action) {
          case SHUTDOWN -> VmCommand.SHUT_DOWN;
          case REBOOT -> VmCommand.REBOOT;
          case RESET -> VmCommand.RESET;
        };
    String name = alike.name().toLowerCase(Locale.ROOT);
    boolean wanted =
        !alike.losesSomething()
            || confirm("vm.confirm." + name, source.name().getValue(), "vm.command." + name);
    if (wanted) {
      session().ifPresent(to -> to.power(action));
    }
  }
}
