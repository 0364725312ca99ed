package io.quantix.desktop.app;

import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * What a dialog has between its header and its buttons, of a fixed width. A dialog's pane asks for
 * a height without saying for which width, and would cut words that wrap; so it is told the height
 * for this one's.
 */
public final class DialogForm extends VBox {
  private final double width;

  /**
   * Makes one.
   *
   * @param width pixels
   */
  public DialogForm(double width, Node... children) {
    super(12, children);
    this.width = width;
    setPrefWidth(width);
    getStyleClass().add("form");
  }

  @Override
  protected double computePrefHeight(double asked) {
    return super.computePrefHeight(asked < 0 ? width : asked);
  }

  @Override
  protected double computeMinHeight(double asked) {
    return computePrefHeight(asked);
  }
}
