package io.quantix.desktop.window;

import io.quantix.desktop.app.GradualFill;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;

/**
 * Tells how long the start took, for measurements: with the system property {@code
 * quantix.startup.report} set, a line {@code window complete in N ms} once the window shows all VMs
 * of a connected host; with the value {@code exit} the program then ends.
 */
final class StartupReport {
  private static final String PROPERTY = "quantix.startup.report";

  private StartupReport() {}

  static void follow(Inventory inventory) {
    String wanted = System.getProperty(PROPERTY);
    if (wanted == null) {
      return;
    }
    for (HostModel host : inventory.hosts()) {
      host.stateProperty()
          .addListener(
              new InvalidationListener() {
                @Override
                public void invalidated(javafx.beans.Observable observable) {
                  if (host.stateProperty().get() == HostState.CONNECTED) {
                    host.stateProperty().removeListener(this);
                    afterNextPulses(wanted.equals("exit"));
                  }
                }
              });
    }
  }

  // What was changed in this pulse is on the screen once another has begun.
  private static void afterNextPulses(boolean exit) {
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        pulses = GradualFill.isRunning() ? 0 : pulses + 1;
        if (pulses == 2) {
          stop();
          System.out.println(
              "window complete in "
                  + (System.currentTimeMillis()
                      - ProcessHandle.current()
                          .info()
                          .startInstant()
                          .map(java.time.Instant::toEpochMilli)
                          .orElse(System.currentTimeMillis()))
                  + " ms");
          if (exit) {
            Platform.exit();
          }
        }
      }
    }.start();
  }
}
