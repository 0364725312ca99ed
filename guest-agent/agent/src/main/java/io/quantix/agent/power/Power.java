package io.quantix.agent.power;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Powers the guest off, restarts it or halts it, in order. */
public final class Power {
  /** The longest delay. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final int MAX_MESSAGE = 1_000;

  private final Programs programs;
  private final Consumer<AgentException> late;

  /** How it ends. */
  public enum Type {
    /** Off. */
    POWEROFF,
    /** Off and on again. */
    REBOOT,
    /** Stopped, with the power on. */
    HALT
  }

  /**
   * With a system's programs.
   *
   * @param late told of a failure that came after the delay, when nobody waits for an answer
   */
  public Power(Programs programs, Consumer<AgentException> late) {
    this.programs = programs;
    this.late = late;
  }

  /**
   * Begins to shut down, or after a delay.
   *
   * @param message told to whoever is logged in; empty: nothing
   */
  public void shutdown(Type type, Duration delay, String message) throws AgentException {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST, "A shutdown is put off for at most a day", "delay_seconds");
    }
    String[] words = command(type);
    tell(type, delay, message);
    if (delay.isZero()) {
      run(type, words);
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("shutdown")
        .start(() -> {
          try {
            Thread.sleep(delay);
            run(type, words);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (AgentException e) {
            late.accept(e);
          }
        });
  }

  /** {@code shutdown} where there is one; busybox has only the three others. */
  private String[] command(Type type) throws AgentException {
    if (programs.find("shutdown").isPresent()) {
      return switch (type) {
        case POWEROFF -> new String[] {"shutdown", "-h", "now"};
        case REBOOT -> new String[] {"shutdown", "-r", "now"};
        case HALT -> new String[] {"shutdown", "-H", "now"};
      };
    }
    String name =
        switch (type) {
          case POWEROFF -> "poweroff";
          case REBOOT -> "reboot";
          case HALT -> "halt";
        };
    if (programs.find(name).isEmpty()) {
      throw new AgentException(code(type), "This guest has neither shutdown nor " + name);
    }
    return new String[] {name};
  }

  private static ErrorCode code(Type type) {
    return type == Type.REBOOT ? ErrorCode.REBOOT_FAILED : ErrorCode.SHUTDOWN_FAILED;
  }

  private void tell(Type type, Duration delay, String message) {
    if (message.isEmpty() || programs.find("wall").isEmpty()) {
      return;
    }
    String text =
        (message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message)
            .replaceAll("\\p{Cntrl}", " ");
    String when = delay.isZero() ? "now" : "in " + delay.toSeconds() + " seconds";
    String what = type == Type.REBOOT ? "restarts " : "goes down ";
    try {
      programs.run(
          programs.command("wall"),
          (text + "\nThis system " + what + when + ".\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8),
          Duration.ofSeconds(10));
    } catch (IOException e) {
      // Who is not told is shut down all the same.
    }
  }

  private void run(Type type, String[] words) throws AgentException {
    try {
      List<String> rest = List.of(words).subList(1, words.length);
      Program.Output output = programs.run(words[0], rest.toArray(String[]::new));
      if (!output.ok()) {
        throw new AgentException(
            code(type), "The guest's system refused: " + output.complaint(), words[0]);
      }
    } catch (IOException e) {
      throw new AgentException(
          code(type),
          "The guest's system could not be asked: " + Objects.toString(e.getMessage(), ""),
          e);
    }
  }
}
