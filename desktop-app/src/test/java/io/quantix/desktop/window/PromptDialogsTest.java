package io.quantix.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.SecretAsker.Answer;
import io.quantix.desktop.keyring.SecretAsker.Question;
import io.quantix.desktop.keyring.SecretAsker.Remembered;
import io.quantix.libvirt.Prompter.HostKey;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import io.quantix.libvirt.Prompter.Trust;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a connection asks, in dialogs without a display. */
class PromptDialogsTest {
  private static final SecretRequest PASSWORD =
      new SecretRequest(
          SecretKind.PASSWORD, "ssh://me@host.example:22", "me@host.example", "", false, 1);
  private final PromptDialogs prompts = new PromptDialogs(Optional::empty);

  @BeforeAll
  static void startToolkit() throws Exception {
    Fx.on(() -> true);
  }

  private static Optional<DialogPane> shown() {
    return Window.getWindows().stream()
        .map(window -> window.getScene().getRoot())
        .filter(root -> root instanceof DialogPane)
        .map(root -> (DialogPane) root)
        .findFirst();
  }

  private static void press(ButtonBar.ButtonData which) throws Exception {
    Fx.await("a dialog", () -> shown().isPresent());
    Fx.on(() -> {
      DialogPane pane = shown().orElseThrow();
      ButtonType type =
          pane.getButtonTypes().stream()
              .filter(each -> each.getButtonData() == which)
              .findFirst()
              .orElseThrow();
      ((Button) pane.lookupButton(type)).fire();
      return pane;
    });
    Fx.await("no dialog", () -> shown().isEmpty());
  }

  private static <T extends Node> Optional<T> find(Parent in, Class<T> type) {
    for (Node node : in.getChildrenUnmodifiable()) {
      if (type.isInstance(node)) {
        return Optional.of(type.cast(node));
      }
      if (node instanceof Parent parent) {
        Optional<T> found = find(parent, type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private CompletableFuture<Optional<Answer>> ask(SecretRequest request) {
    return CompletableFuture.supplyAsync(
        () -> prompts.secret(new Question(request, Remembered.NOTHING, Optional.empty())));
  }

  @Test
  void aPasswordIsTypedAndItsPlaceIsSuggestedTheNextTime() throws Exception {
    CompletableFuture<Optional<Answer>> first = ask(PASSWORD);
    Fx.await("a dialog", () -> shown().isPresent());
    Fx.on(() -> {
      find(shown().orElseThrow(), PasswordField.class).orElseThrow().setText("s3cret");
      place().setValue(Keeping.KEYRING);
      return true;
    });
    press(ButtonBar.ButtonData.OK_DONE);
    Answer answer = first.get(30, TimeUnit.SECONDS).orElseThrow();
    assertThat(answer.secret()).isEqualTo("s3cret".toCharArray());
    assertThat(answer.keeping()).isEqualTo(Keeping.KEYRING);

    CompletableFuture<Optional<Answer>> again = ask(PASSWORD);
    Fx.await("a dialog", () -> shown().isPresent());
    assertThat(Fx.on(() -> place().getValue())).isEqualTo(Keeping.KEYRING);
    press(ButtonBar.ButtonData.CANCEL_CLOSE);
    assertThat(again.get(30, TimeUnit.SECONDS)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static ComboBox<Keeping> place() {
    return find(shown().orElseThrow(), ComboBox.class).orElseThrow();
  }

  @Test
  void anUnknownHostIsTrustedOnlyByAButtonThatSaysSo() throws Exception {
    HostKey key = new HostKey("host.example", 22, "ssh-ed25519", "SHA256:abc");
    CompletableFuture<Trust> cancelled =
        CompletableFuture.supplyAsync(() -> prompts.unknownHost(key));
    press(ButtonBar.ButtonData.CANCEL_CLOSE);
    assertThat(cancelled.get(30, TimeUnit.SECONDS)).isEqualTo(Trust.NO);
    CompletableFuture<Trust> once = CompletableFuture.supplyAsync(() -> prompts.unknownHost(key));
    press(ButtonBar.ButtonData.OTHER);
    assertThat(once.get(30, TimeUnit.SECONDS)).isEqualTo(Trust.ONCE);
    CompletableFuture<Trust> kept = CompletableFuture.supplyAsync(() -> prompts.unknownHost(key));
    press(ButtonBar.ButtonData.APPLY);
    assertThat(kept.get(30, TimeUnit.SECONDS)).isEqualTo(Trust.REMEMBER);
  }

  @Test
  void whoDisconnectsMeanwhileTakesTheQuestionAway() throws Exception {
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> prompts.secret(new Question(PASSWORD, Remembered.NOTHING, Optional.empty())));
    Fx.await("a dialog", () -> shown().isPresent());
    asking.interrupt();
    Fx.await("no dialog", () -> shown().isEmpty());
    assertThat(asking.join(java.time.Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void aHostOverSshIsAddedByItsNameUserAndKey() throws Exception {
    String uri =
        Fx.on(() -> {
          var dialog = AddHostDialog.build(Optional.empty());
          dialog.show();
          DialogPane pane = dialog.getDialogPane();
          pane.lookupAll(".radio-button").stream()
              .map(node -> (RadioButton) node)
              .filter(choice -> choice.getText().contains("SSH"))
              .findFirst()
              .orElseThrow()
              .setSelected(true);
          pane.lookupAll(".text-field").stream()
              .map(node -> (TextField) node)
              .filter(field -> field.isVisible() && field.getParent().isVisible())
              .forEach(field -> {
                switch (field.getAccessibleText()) {
                  case "Host" ->
                      field.setText(field.getText().isEmpty() ? "host.example:2222" : "");
                  case "User" -> field.setText("me");
                  case "Key file" -> field.setText("/home/me/a key");
                  default -> {
                    // the name is left as it is
                  }
                }
              });
          ((Button) pane.lookupButton(pane.getButtonTypes().getFirst())).fire();
          return dialog.getResult().uri() + " " + dialog.getResult().name();
        });
    assertThat(uri)
        .isEqualTo(
            "qemu+ssh://me@host.example:2222/system?keyfile=%2Fhome%2Fme%2Fa%20key"
                + " me@host.example:2222");
  }

  @Test
  void urisOfRemoteHosts() {
    assertThat(HostUris.ssh("h", "", "")).isEqualTo("qemu+ssh://h/system");
    assertThat(HostUris.ssh("fe80::1", "a b", "")).isEqualTo("qemu+ssh://a%20b@[fe80::1]/system");
    assertThat(HostUris.tls(" h:16515 ")).isEqualTo("qemu+tls://h:16515/system");
    assertThat(AddHostDialog.usualName("qemu+ssh://me@h/system?keyfile=x")).isEqualTo("me@h");
    assertThat(AddHostDialog.usualName("qemu+ssh://me@h/session"))
        .isEqualTo("qemu+ssh://me@h/session");
  }
}
