package io.quantix.desktop.console;

import io.quantix.desktop.console.x11.X11Robot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A display with a window manager, hands on its keyboard and mouse, and consoles on it. */
final class RobotDesk implements AutoCloseable {
  /** Pixels in a row of the picture that a console shows. */
  static final int PICTURE_WIDTH = 250;

  /** Rows of it. */
  static final int PICTURE_HEIGHT = 180;

  private final TestProgram server;
  private final TestProgram windowManager;
  private final int number;

  RobotDesk() throws Exception {
    server =
        TestProgram.start(
            Map.of(),
            List.of("Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"));
    String line = server.output().readLine();
    if (line == null) {
      throw new IllegalStateException("Xvfb does not start; is xvfb installed?");
    }
    number = Integer.parseInt(line.strip());
    windowManager =
        TestProgram.start(Map.of("DISPLAY", display()), List.of("openbox", "--sm-disable"));
    try (X11Robot robot = robot()) {
      robot.awaitWindowManager(); // a window from before it would get no focus
    }
  }

  String display() {
    return ":" + number;
  }

  /** Hands on the keyboard and mouse; what they hold and keep for themselves ends with them. */
  X11Robot robot() throws IOException {
    return new X11Robot(number);
  }

  /** Gives the keyboard another layout. */
  void layout(String model, String layout) throws Exception {
    TestProgram.run(
        List.of("setxkbmap", "-display", display(), "-model", model, "-layout", layout));
  }

  /** Opens a console, with the keyboard's focus, that sends to a VNC server or only tells. */
  Console console(String... socket) throws Exception {
    return new Console(1, List.of(socket));
  }

  /** Opens one that only tells, on a screen that has so many pixels where others have one. */
  Console consoleOnFineScreen(int scale) throws Exception {
    return new Console(scale, List.of());
  }

  @Override
  public void close() throws IOException {
    windowManager.close();
    server.close();
  }

  /** What a {@link RobotConsole} says. */
  final class Console implements AutoCloseable {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();
    private final TestProgram program;

    private Console(int scale, List<String> arguments) throws Exception {
      List<String> command =
          new ArrayList<>(
              List.of(
                  System.getProperty("java.home") + "/bin/java",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx300m",
                  "-Dprism.order=sw",
                  "-Dglass.gtk.uiScale=" + scale,
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  RobotConsole.Main.class.getName()));
      command.addAll(arguments);
      program = TestProgram.startReading(Map.of("DISPLAY", display()), command);
      Thread.ofVirtual().start(this::listen);
      await("watching true");
    }

    private void listen() {
      try {
        for (String line = program.output().readLine();
            line != null;
            line = program.output().readLine()) {
          said.add(line);
        }
      } catch (IOException e) {
        said.add("gone");
      }
    }

    /** Has it do something, and waits until it has. */
    void tell(String command) throws Exception {
      program.write(command);
      await("done " + command.split(" ", -1)[0]);
    }

    /**
     * Waits until it says this; what it said before is passed over, and kept for {@link #heard}.
     */
    void await(String line) throws InterruptedException {
      while (true) {
        String next = next();
        heard.add(next);
        if (next.equals(line)) {
          return;
        }
      }
    }

    /** Waits until it says something that ends like this. */
    String awaitEnd(String end) throws InterruptedException {
      while (true) {
        String next = next();
        heard.add(next);
        if (next.endsWith(end)) {
          return next;
        }
      }
    }

    /** What it says next. */
    String next() throws InterruptedException {
      String line = said.poll(180, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("nothing more was said after " + heard);
      }
      return line;
    }

    /** What it has said since the last time that this was asked, up to this line. */
    List<String> heardUntil(String line) throws InterruptedException {
      await(line);
      return heard();
    }

    /** What it has said since the last time that this was asked. */
    List<String> heard() {
      List<String> all = List.copyOf(heard);
      heard.clear();
      return all;
    }

    @Override
    public void close() throws IOException {
      program.close();
    }
  }
}
