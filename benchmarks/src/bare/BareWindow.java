import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * The least that a JavaFX program can be, one label in a window: what of a start is the toolkit's
 * own and cannot be improved here. {@code benchmarks/startup} compiles it and gives it the options
 * and an AOT cache as the program has them. With the argument {@code exit} it ends once it is
 * shown.
 */
public final class BareWindow extends Application {
  /** Starts it. */
  public static void main(String[] args) {
    launch(args);
  }

  @Override
  public void start(Stage stage) {
    stage.setScene(new Scene(new StackPane(new Label("A bare window")), 1280, 800));
    stage.show();
    if (getParameters().getRaw().contains("exit")) {
      new AnimationTimer() {
        private int pulses;

        @Override
        public void handle(long now) {
          if (++pulses == 3) {
            Platform.exit();
          }
        }
      }.start();
    }
  }
}
