package io.quantix.desktop.console;

import io.quantix.desktop.app.Questions;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncTrust;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Window;

/** Asks what a console's connection needs in dialogs over its window. */
final class ConsoleDialogs implements ConsoleQuestions {
  private final Supplier<String> screen;
  private final Supplier<Optional<Window>> owner;
  private final Consumer<String> say;

  /**
   * Makes them.
   *
   * @param screen whose screen it is
   * @param owner the window that the dialogs belong to; asked on the JavaFX thread
   * @param say told on the JavaFX thread what could not be remembered
   */
  ConsoleDialogs(Supplier<String> screen, Supplier<Optional<Window>> owner, Consumer<String> say) {
    this.screen = screen;
    this.owner = owner;
    this.say = say;
  }

  @Override
  public Optional<Given> credential(
      VncCredentials.Request request, boolean again, boolean keyring) {
    return Questions.ask(
        () -> CredentialDialog.build(request, screen.get(), again, keyring), owner);
  }

  @Override
  public Decision server(VncTrust.Identity identity, Optional<String> before) {
    return Questions.ask(() -> IdentityDialog.build(identity, before), owner).orElse(Decision.NO);
  }

  @Override
  public void notRemembered(String why) {
    Platform.runLater(() -> say.accept(why));
  }
}
