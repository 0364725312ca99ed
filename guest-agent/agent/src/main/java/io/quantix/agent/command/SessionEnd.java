package io.quantix.agent.command;

import io.quantix.agent.os.Libc;
import io.quantix.agent.process.ProcessStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends every process of a session: asked first, and after five seconds not asked any more. */
public final class SessionEnd {
  private static final int SIGHUP = 1;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int SIGCONT = 18;
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(50);

  private SessionEnd() {}

  /** Ends a process and, if it leads a session, all others in it; returns when it has ended. */
  public static void terminate(Process leader, boolean session) {
    signal(leader, session, SIGTERM);
    signal(leader, session, SIGCONT);
    finish(leader, session);
  }

  /** The same for a terminal's session, which is told that its terminal is gone. */
  public static void hangUp(Process leader) {
    signal(leader, true, SIGHUP);
    signal(leader, true, SIGCONT);
    finish(leader, true);
  }

  private static void finish(Process leader, boolean session) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    try {
      leader.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
      while (session && !members(leader.pid()).isEmpty() && deadline - System.nanoTime() > 0) {
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    signal(leader, session, SIGKILL);
  }

  private static void signal(Process leader, boolean session, int signal) {
    List<Integer> members = session ? members(leader.pid()) : List.of();
    for (int pid : members) {
      Libc.kill(pid, signal);
    }
    // It may not have got as far as to its session yet.
    int pid = Math.toIntExact(leader.pid());
    if (!members.contains(pid) && leader.isAlive()) {
      Libc.kill(pid, signal);
    }
  }

  /** Who is in a session now; its leader may have ended. */
  static List<Integer> members(long session) {
    List<Integer> members = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : all) {
        try {
          String line =
              new String(Files.readAllBytes(process.resolve("stat")), StandardCharsets.UTF_8);
          ProcessStat.parse(line)
              .filter(stat -> stat.session() == session && stat.state() != 'Z')
              .ifPresent(stat -> members.add(stat.pid()));
        } catch (IOException e) {
          // Ended in between.
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return members;
    }
    return members;
  }
}
