package io.quantix.desktop.window;

import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.link.RunningWindow;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ways into the window. Nothing of JavaFX is loaded before one of them is taken, so that the
 * command line starts without it.
 */
public final class WindowLauncher {
  private WindowLauncher() {}

  /** Whether a command line asks for nothing but the window: no command, at most a host. */
  public static boolean isWindowAlone(String[] args) {
    return switch (args.length) {
      case 1 -> args[0].startsWith("--connect=");
      case 2 -> args[0].equals("--connect") || args[0].equals("-c");
      default -> false;
    };
  }

  /**
   * Whether there is a display to open a window on; X11's and Wayland's are named by the
   * environment, other systems always have one.
   */
  public static boolean hasDisplay() {
    return !System.getProperty("os.name", "").equals("Linux")
        || System.getProperty("glass.platform") != null
        || isSet("DISPLAY")
        || isSet("WAYLAND_DISPLAY");
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }

  /** Opens the main window and returns when the application has ended. */
  public static void open(String[] args) {
    String uri = "";
    if (args.length == 1) {
      uri = args[0].substring("--connect=".length());
    } else if (args.length == 2) {
      uri = args[1];
    }
    Preload.begin();
    QuantixApp.open(uri.isEmpty() ? Optional.empty() : Optional.of(uri), Optional.empty());
  }

  /** Opens one VM's console alone and returns when its window is closed. */
  public static void console(String uri, String vm) {
    Preload.begin();
    QuantixApp.open(Optional.of(uri), Optional.of(vm));
  }

  /** Opens the console of a VNC server alone and returns when its window is closed. */
  public static void screen(ConsoleSource screen) {
    Preload.begin();
    QuantixApp.openScreen(screen);
  }

  /**
   * Opens a link or a .vv file: in the window that runs, if there is one, else in a new one; then
   * it returns when that is closed.
   */
  public static void link(String link) {
    if (!RunningWindow.handOver(RunningWindow.usualSocket(), link)) {
      Preload.begin();
      QuantixApp.openLink(link);
    }
  }

  /**
   * Draws the window into a PNG, without a display.
   *
   * @throws PictureException if that cannot be done
   */
  public static void picture(PictureRequest request) throws PictureException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    Picture.take(request);
  }

  /**
   * What is to be drawn.
   *
   * @param uri of which host
   * @param file the PNG to write
   * @param view which view
   * @param vm whose, for the views of VMs; several consoles joined by commas; empty for the list
   * @param part which part of the guest's page; empty for the first
   * @param dark dark or light
   * @param width pixels
   * @param height pixels
   */
  public record PictureRequest(
      String uri,
      Path file,
      View view,
      String vm,
      String part,
      boolean dark,
      int width,
      int height) {
    /** Which view. */
    public enum View {
      LIST,
      VM,
      GUEST,
      CONSOLE
    }
  }
}
