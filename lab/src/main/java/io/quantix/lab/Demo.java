package io.quantix.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demo host: a lab host that lives on until it is told to go, with guests in the states that
 * one meets. Prints {@code URI=...} and one {@code NAME=...} line for each guest, the running ones
 * first. Called again it prints the same host, if that still answers; {@code --stop} takes it down.
 * One demo host runs per user; its whereabouts are noted in the cache, or in the file that {@code
 * QUANTIX_LAB_DEMO} names. With {@code QUANTIX_LAB_GLYPHS} set, {@link ScreenText} can read its
 * guests' screens.
 */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> RUNNING = List.of("quantix-lab-demo", "quantix-lab-demo-web");
  private static final String PAUSED = "quantix-lab-demo-build";
  private static final List<String> OFF =
      List.of("quantix-lab-demo-archive", "quantix-lab-demo-mail");

  private static final Map<String, String> TITLES =
      Map.of(
          RUNNING.get(0),
          "Type on its screen",
          RUNNING.get(1),
          "Web server",
          PAUSED,
          "Build machine",
          OFF.get(0),
          "Archive",
          OFF.get(1),
          "Mail server");

  private Demo() {}

  /** What is known about a demo host that was left running. */
  private record Left(long keeper, Path base, String uri) {
    boolean keeperLives() {
      return ProcessHandle.of(keeper).isPresent()
          && LabFiles.text(Path.of("/proc/" + keeper + "/cmdline")).contains(base.toString());
    }

    boolean answers() {
      try {
        Command.run(List.of("virsh", "-q", "-c", uri, "domstate", RUNNING.getFirst()), PATIENCE);
        return keeperLives();
      } catch (LabException e) {
        return false;
      }
    }
  }

  /**
   * Brings the demo host up, or takes it down.
   *
   * @param args nothing, or {@code --stop}
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      if (args.length == 1 && args[0].equals("--stop")) {
        out.println(stop() ? "The demo host is down." : "No demo host was running.");
      } else if (args.length == 0) {
        start(out);
      } else {
        System.err.println("usage: Demo [--stop]");
        System.exit(2);
      }
    } catch (LabException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void start(PrintStream out) {
    Optional<Left> left = left();
    if (left.isPresent() && left.get().answers()) {
      print(out, left.get().uri());
      return;
    }
    stop();
    try (LabHost host = LabHost.create()) {
      host.start();
      String uri = host.uri();
      Path base = host.base();
      for (String name : OFF) {
        create(host, name);
      }
      List<LabGuest> running = RUNNING.stream().map(name -> create(host, name)).toList();
      running.forEach(LabGuest::start);
      LabGuest paused = create(host, PAUSED);
      paused.start();
      running.forEach(guest -> guest.awaitReady(PATIENCE));
      paused.awaitReady(PATIENCE);
      host.virsh("suspend", PAUSED);
      write(new Left(host.detach(), base, uri));
      print(out, uri);
    }
  }

  private static LabGuest create(LabHost host, String name) {
    boolean readable = System.getenv("QUANTIX_LAB_GLYPHS") != null;
    GuestSpec spec = readable ? GuestSpec.tiny() : GuestSpec.tiny().withoutGlyphs();
    // One of them shows what an agent in a guest is good for; it takes four times the memory.
    LabGuest guest =
        host.createGuest(name, name.equals(RUNNING.getFirst()) ? spec.withAgent() : spec);
    host.virsh("desc", name, "--config", "--title", TITLES.getOrDefault(name, name));
    return guest;
  }

  private static void print(PrintStream out, String uri) {
    out.println("URI=" + uri);
    RUNNING.forEach(name -> out.println("NAME=" + name));
    out.println("NAME=" + PAUSED);
    OFF.forEach(name -> out.println("NAME=" + name));
  }

  /** Gives whether one was there. */
  private static boolean stop() {
    Optional<Left> left = left();
    if (left.isEmpty()) {
      return false;
    }
    Left host = left.get();
    boolean lived = host.keeperLives();
    if (lived) {
      ProcessHandle keeper = ProcessHandle.of(host.keeper()).orElseThrow();
      keeper.destroy();
      keeper.onExit().orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }
    try {
      Files.deleteIfExists(note());
    } catch (IOException e) {
      throw new LabException("Cannot remove " + note() + ": " + e.getMessage(), e);
    }
    return lived;
  }

  private static Path note() {
    String own = System.getenv("QUANTIX_LAB_DEMO");
    return own != null && !own.isEmpty() ? Path.of(own) : LabFiles.cache().resolve("demo");
  }

  private static Optional<Left> left() {
    if (!Files.exists(note())) {
      return Optional.empty();
    }
    List<String> lines = LabFiles.text(note()).lines().toList();
    return lines.size() == 3
        ? Optional.of(new Left(Long.parseLong(lines.get(0)), Path.of(lines.get(1)), lines.get(2)))
        : Optional.empty();
  }

  private static void write(Left host) {
    try {
      Files.writeString(
          note(),
          host.keeper() + "\n" + host.base() + "\n" + host.uri() + "\n",
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("Cannot write " + note() + ": " + e.getMessage(), e);
    }
  }
}
