package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** All open consoles as small live pictures; one that is chosen comes to the front. */
final class OverviewPane extends StackPane {
  private static final double WIDTH = 288;
  private static final double HEIGHT = 180;

  private final Consumer<ConsoleContent> choose;

  /** The button that shows it, at the upper right. */
  static Button button(Runnable show) {
    Button button =
        Controls.iconButton(
            Texts.text("console.overview"), MaterialDesignV.VIEW_GRID_OUTLINE, show);
    button.getStyleClass().add("overview-button");
    StackPane.setAlignment(button, Pos.TOP_RIGHT);
    return button;
  }

  /**
   * Shows it over a window's content.
   *
   * @param shown the one that is seen in that window
   * @param choose told which one is chosen
   */
  static void over(
      StackPane window,
      List<ConsoleContent> consoles,
      Optional<ConsoleContent> shown,
      Consumer<ConsoleContent> choose) {
    leave(window);
    OverviewPane pane = new OverviewPane(consoles, shown, choose);
    window.getChildren().add(pane);
    pane.requestFocus();
  }

  /** Takes it away from over a window's content, if it is there. */
  static void leave(StackPane window) {
    window.getChildren().removeIf(OverviewPane.class::isInstance);
  }

  private OverviewPane(
      List<ConsoleContent> consoles,
      Optional<ConsoleContent> shown,
      Consumer<ConsoleContent> choose) {
    this.choose = choose;
    getStyleClass().add("overview");
    FlowPane cards = new FlowPane(20, 20);
    cards.setAlignment(Pos.CENTER);
    cards.getStyleClass().add("overview-cards");
    consoles.forEach(each -> cards.getChildren().add(card(each)));
    ScrollPane scroll = new ScrollPane(cards);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().addAll("edge-to-edge", "overview-scroll");
    getChildren().add(scroll);
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            leave();
            shown.ifPresent(ConsoleContent::focus);
          }
        });
    cards.setOnMouseClicked(_ -> leave());
    shown
        .map(consoles::indexOf)
        .filter(index -> index >= 0)
        .ifPresent(index ->
            sceneProperty().addListener(_ -> cards.getChildren().get(index).requestFocus()));
  }

  private Button card(ConsoleContent content) {
    ImageView picture = new ImageView();
    picture.imageProperty().bind(content.picture().map(each -> each.orElse((Image) null)));
    picture.setFitWidth(WIDTH);
    picture.setFitHeight(HEIGHT);
    picture.setPreserveRatio(true);
    FontIcon sign = new FontIcon();
    sign.iconCodeProperty().bind(content.sign());
    sign.visibleProperty().bind(picture.imageProperty().isNull());
    StackPane frame = new StackPane(sign, picture);
    frame.getStyleClass().add("overview-picture");
    frame.setMinSize(WIDTH, HEIGHT);
    frame.setMaxSize(WIDTH, HEIGHT);
    Label name = Controls.label("", "overview-name");
    name.textProperty().bind(content.name());
    Label standing = Controls.label("", "overview-standing");
    standing.textProperty().bind(content.standing());
    VBox all = new VBox(4, frame, name, standing);
    all.setMaxWidth(WIDTH);
    Button card = new Button("", all);
    card.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    card.getStyleClass().addAll("flat", "overview-card");
    card.accessibleTextProperty()
        .bind(content.name().map(words -> Texts.text("console.overview.card", words)));
    card.setOnAction(_ -> {
      leave();
      choose.accept(content);
    });
    return card;
  }

  private void leave() {
    if (getParent() instanceof Pane pane) {
      pane.getChildren().remove(this);
    }
  }
}
