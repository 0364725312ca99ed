package io.quantix.agent.clipboard;

import io.quantix.agent.command.CommandOutput;
import io.quantix.agent.command.RunningCommand;
import io.quantix.agent.os.Programs;
import io.quantix.agent.session.DesktopSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs as the desktop's user, as long as somebody wants to know of its clipboard,
 * and tells when that changes: {@code wl-paste --watch} under Wayland, {@link X11SelectionWatch}
 * under X.
 */
public final class ClipboardWatch implements AutoCloseable {
  private static final Duration UNLIMITED = Duration.ofDays(100_000);

  private final RunningCommand running;
  private volatile boolean ended;

  private ClipboardWatch(RunningCommand running) {
    this.running = running;
    Thread.ofPlatform()
        .daemon()
        .name("clipboard watch " + running.pid())
        .start(() -> {
          try {
            running.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          ended = true;
        });
  }

  /**
   * Starts it.
   *
   * @param changed told of each change, and once in the beginning; called on a thread of its own
   */
  static ClipboardWatch start(
      DesktopSession desktop, boolean wayland, Programs programs, int ownUid, Runnable changed)
      throws IOException {
    List<String> command =
        desktop.words(
            programs,
            ownUid,
            wayland
                // One line for each change, whatever was copied.
                ? programs.command("wl-paste", "--watch", "wc", "-c")
                : watcher());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    CommandOutput lines =
        (channel, data, length) -> {
          if (channel == CommandOutput.Channel.OUTPUT) {
            changed.run();
          }
        };
    return new ClipboardWatch(RunningCommand.start(builder, lines, UNLIMITED, false));
  }

  /** This same Java, with another main class. */
  private static List<String> watcher() {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx16m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData"));
    String name = X11SelectionWatch.class.getName();
    Module module = X11SelectionWatch.class.getModule();
    String modules = System.getProperty("jdk.module.path", "");
    if (module.isNamed()) {
      if (!modules.isEmpty()) {
        words.addAll(List.of("--module-path", modules));
      }
      words.addAll(List.of("--module", module.getName() + "/" + name));
    } else {
      words.addAll(List.of("--class-path", System.getProperty("java.class.path", ""), name));
    }
    return words;
  }

  /** Whether there will be no more, because the desktop has ended or this was closed. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    running.cancel();
  }
}
