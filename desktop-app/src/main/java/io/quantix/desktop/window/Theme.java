package io.quantix.desktop.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.quantix.desktop.app.Settings;
import java.net.URL;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;

/** Light or dark: what the user chose, else as the system is. */
public final class Theme {
  private Theme() {}

  /** Puts the theme on all windows, now and whenever the system's changes. */
  public static void follow(java.util.function.Supplier<Settings.Theme> chosen) {
    apply(chosen.get());
    Platform.getPreferences().colorSchemeProperty().addListener(_ -> apply(chosen.get()));
  }

  /** Puts a theme on all windows. */
  public static void apply(Settings.Theme theme) {
    boolean dark =
        switch (theme) {
          case LIGHT -> false;
          case DARK -> true;
          case AUTO -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    // The compiled form spares the parser some thousand rules at each start.
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheetBSS()
            : new PrimerLight().getUserAgentStylesheetBSS());
  }

  /** Adds our own style to a scene. */
  public static void style(Scene scene) {
    URL css = Theme.class.getResource("quantix.css");
    if (css == null) {
      throw new IllegalStateException("quantix.css is missing from the program");
    }
    scene.getStylesheets().add(css.toExternalForm());
  }
}
