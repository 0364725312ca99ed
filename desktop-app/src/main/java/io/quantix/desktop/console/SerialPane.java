package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.host.HostSession;
import io.quantix.desktop.host.SerialPort;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.terminal.TerminalView;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/**
 * A serial console of a VM: a terminal with its toolbar, and what stands over it when it is shut.
 */
final class SerialPane extends BorderPane implements ConsoleContent {
  private final VmModel vm;
  private final SerialPort port;
  private final TerminalView view = new TerminalView();
  private final SerialModel model;
  private final SerialCurtain curtain;
  private final HBox toolbar = new HBox();
  private Optional<ConsoleFrame> frame = Optional.empty();

  /** Opens the port at once; {@link #close} ends it. */
  SerialPane(AppContext context, VmModel vm, SerialPort port) {
    this.vm = vm;
    this.port = port;
    HostSession host = context.hosts().session(vm.host());
    model = new SerialModel(host, vm, port, view.terminal(), Platform::runLater);
    curtain =
        new SerialCurtain(
            model,
            () -> {
              var _ = host.run(VmCommand.START, vm);
            });
    getStyleClass().addAll("console", "serial");
    view.setAccessibleText(name().getValue());
    fillToolbar();
    setTop(toolbar);
    setCenter(new StackPane(view, curtain));
    model.stateProperty().addListener((_, _, state) -> curtain.show(state));
    curtain.show(model.stateProperty().get());
    model.open(false);
  }

  /** What a port's console is known by. */
  static String key(VmModel vm, SerialPort port) {
    return vm.uuid() + "@" + vm.host().uri() + "#" + port.alias();
  }

  private void fillToolbar() {
    toolbar.getStyleClass().add("console-toolbar");
    toolbar.setAlignment(Pos.CENTER_LEFT);
    toolbar
        .getChildren()
        .addAll(
            Controls.label(SerialWords.name(port), "console-name"),
            Controls.spring(),
            button("serial.copy", MaterialDesignC.CONTENT_COPY, view::copy),
            button("serial.paste", MaterialDesignC.CONTENT_PASTE, view::paste),
            button(
                "serial.smaller", MaterialDesignF.FORMAT_FONT_SIZE_DECREASE, () -> view.zoom(-1)),
            button("serial.larger", MaterialDesignF.FORMAT_FONT_SIZE_INCREASE, () -> view.zoom(1)),
            button("serial.size", MaterialDesignA.ARROW_EXPAND_ALL, this::tellSize),
            button("serial.clear", MaterialDesignE.ERASER, view.terminal()::clear),
            button("serial.reopen", MaterialDesignR.REFRESH, () -> model.open(false)),
            button(
                "console.full-screen",
                MaterialDesignF.FULLSCREEN,
                () -> frame.ifPresent(ConsoleFrame::toggleFullScreen)));
  }

  private Node button(String key, Ikon icon, Runnable action) {
    return Controls.iconButton(
        Texts.text(key),
        icon,
        () -> {
          action.run();
          view.requestFocus();
        });
  }

  // A serial line has no way to say how large the terminal is but to type it into a shell.
  private void tellSize() {
    int rows = view.terminal().text().getHeight();
    int columns = view.terminal().text().getWidth();
    view.terminal().type("stty rows " + rows + " columns " + columns + "\r");
  }

  SerialModel model() {
    return model;
  }

  TerminalView view() {
    return view;
  }

  @Override
  public String key() {
    return key(vm, port);
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public ObservableValue<String> name() {
    return vm.nameProperty().map(name -> Texts.text("serial.tab", name, SerialWords.name(port)));
  }

  @Override
  public ObservableValue<String> title() {
    return name().map(name -> Texts.text("console.title", name, vm.host().nameProperty().get()));
  }

  @Override
  public ObservableValue<Ikon> sign() {
    return model.stateProperty().map(SerialWords::sign);
  }

  @Override
  public ObservableValue<String> standing() {
    return model.stateProperty().map(SerialWords::standing);
  }

  @Override
  public ObservableValue<Optional<Image>> picture() {
    return new SimpleObjectProperty<>(Optional.empty());
  }

  @Override
  public void placedIn(ConsoleFrame where) {
    frame = Optional.of(where);
  }

  @Override
  public void fullScreen(boolean value) {
    // The toolbar stays: a terminal loses nothing by a row less.
    requestLayout();
  }

  @Override
  public void focus() {
    view.requestFocus();
  }

  @Override
  public void focusControls() {
    toolbar.getChildren().getLast().requestFocus();
  }

  @Override
  public void close() {
    model.close();
  }
}
