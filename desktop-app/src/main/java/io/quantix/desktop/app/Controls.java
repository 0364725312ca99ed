package io.quantix.desktop.app;

import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** The small pieces that all views are made of, each with a name for a screen reader. */
public final class Controls {
  private Controls() {}

  /** A button with icon and words. */
  public static Button button(String text, Ikon icon, Runnable action) {
    Button button = new Button(text, new FontIcon(icon));
    button.setMnemonicParsing(false);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** A button with an icon alone; the words are its tooltip and its name. */
  public static Button iconButton(String text, Ikon icon, Runnable action) {
    Button button = new Button("", new FontIcon(icon));
    button.getStyleClass().addAll("button-icon", "flat");
    tip(button, () -> text);
    button.setAccessibleText(text);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /**
   * Words that are shown while the pointer rests on a control. A tooltip is a window with a scene
   * of its own, and most are never seen: so it is made when the pointer first comes by.
   */
  public static void tip(Control control, Supplier<String> text) {
    control.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        _ -> {
          Tooltip tooltip = control.getTooltip();
          if (tooltip == null) {
            tooltip = new Tooltip();
            control.setTooltip(tooltip);
          }
          tooltip.setText(text.get());
        });
  }

  /** A menu's item with an icon. */
  public static MenuItem menuItem(String text, Ikon icon, Runnable action) {
    MenuItem item = new MenuItem(text, new FontIcon(icon));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> action.run());
    return item;
  }

  /** A label of a style class. */
  public static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** What pushes its neighbours apart. */
  public static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }
}
