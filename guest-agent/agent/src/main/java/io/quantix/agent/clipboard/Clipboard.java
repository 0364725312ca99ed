package io.quantix.agent.clipboard;

import io.quantix.agent.command.CollectedOutput;
import io.quantix.agent.command.CommandOutput;
import io.quantix.agent.command.CommandResult;
import io.quantix.agent.command.RunningCommand;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.session.DesktopSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clipboard of a desktop, by programs that run as its user: {@code xclip} under X, {@code
 * wl-copy} and {@code wl-paste} under Wayland. Where a Wayland desktop lets no background program
 * at its clipboard (GNOME), X's is used, which it keeps the same.
 */
public final class Clipboard {
  /** The most that is taken or put there, bytes. */
  public static final int MOST = 16 * 1024 * 1024;

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final DesktopSession desktop;
  private final Programs programs;
  private final int ownUid;

  /** What it can hold. */
  public enum Type {
    /** UTF-8. */
    TEXT,
    /** PNG, or another that the desktop has. */
    IMAGE,
    /** Names of files; not carried. */
    FILES,
    /** HTML. */
    HTML;

    private List<String> targets() {
      return switch (this) {
        case TEXT -> List.of("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING");
        case IMAGE -> List.of("image/png", "image/jpeg", "image/bmp");
        case FILES -> List.of();
        case HTML -> List.of("text/html");
      };
    }
  }

  /** What it holds. */
  @SuppressWarnings("ArrayRecordComponent") // Handed through once, from a program to a message.
  public record Content(Type type, String mimeType, byte[] data) {}

  /**
   * Of a desktop.
   *
   * @param ownUid the agent's own user
   */
  public Clipboard(DesktopSession desktop, Programs programs, int ownUid) {
    this.desktop = desktop;
    this.programs = programs;
    this.ownUid = ownUid;
  }

  private boolean wayland() {
    return desktop.wayland()
        && programs.find("wl-copy").isPresent()
        && !desktop.environment().getOrDefault("XDG_CURRENT_DESKTOP", "").contains("GNOME");
  }

  /**
   * Reads it.
   *
   * @throws AgentException {@link ErrorCode#CLIPBOARD_EMPTY} if it holds nothing of the type
   */
  public Content get(Type type) throws AgentException {
    supported(type);
    List<String> offered = targets();
    String target =
        type.targets().stream()
            .filter(offered::contains)
            .findFirst()
            .orElseThrow(() ->
                new AgentException(
                    ErrorCode.CLIPBOARD_EMPTY, "The clipboard holds nothing of that type"));
    Ran read =
        wayland() ? run("wl-paste", "--no-newline", "--type", target) : xclip("-o", "-t", target);
    if (read.cut()) {
      throw tooLarge();
    }
    if (!read.ok()) {
      throw new AgentException(
          ErrorCode.CLIPBOARD_ACCESS_FAILED, "The clipboard could not be read: " + read.error());
    }
    String mime = target.startsWith("image/") || type == Type.HTML ? target : "text/plain";
    return new Content(type, mime, read.output());
  }

  /**
   * What is best taken of what it holds: text before images before HTML, which is a copy of either
   * in most cases.
   *
   * @return nothing if it holds nothing that is carried
   */
  public Optional<Type> offered() throws AgentException {
    List<String> targets = targets();
    return Stream.of(Type.TEXT, Type.IMAGE, Type.HTML)
        .filter(type -> type.targets().stream().anyMatch(targets::contains))
        .findFirst();
  }

  /**
   * Has its changes watched, by a program that runs as the desktop's user.
   *
   * @param changed told of each change, and once in the beginning; on a thread of its own
   */
  public ClipboardWatch watch(Runnable changed) throws AgentException {
    try {
      return ClipboardWatch.start(desktop, wayland(), programs, ownUid, changed);
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.CLIPBOARD_ACCESS_FAILED,
          "The desktop's clipboard cannot be watched: " + Objects.toString(e.getMessage(), ""),
          e);
    }
  }

  /** Puts something there; a program stays behind that hands it out until something else is. */
  public void set(Type type, byte[] data, String mimeType) throws AgentException {
    supported(type);
    if (data.length > MOST) {
      throw tooLarge();
    }
    if (type == Type.IMAGE && !mimeType.isEmpty() && !type.targets().contains(mimeType)) {
      throw new AgentException(
          ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED,
          "The clipboard takes images as PNG, JPEG and BMP",
          "mime_type");
    }
    String target = type.targets().contains(mimeType) ? mimeType : type.targets().getFirst();
    Ran written =
        wayland()
            ? ran(data, "wl-copy", "--type", type == Type.TEXT ? "text/plain" : target)
            : ran(data, "xclip", "-selection", "clipboard", "-i", "-t", target);
    if (!written.ok()) {
      throw failed(written);
    }
  }

  /** The refusal of more than a clipboard carries. */
  public static AgentException tooLarge() {
    return new AgentException(
        ErrorCode.MESSAGE_TOO_LARGE, "A clipboard's content is carried up to " + MOST + " bytes");
  }

  private List<String> targets() throws AgentException {
    Ran listed = wayland() ? run("wl-paste", "--list-types") : xclip("-o", "-t", "TARGETS");
    if (!listed.ok() && listed.error().contains("Failed to connect")) {
      throw failed(listed);
    }
    return new String(listed.output(), StandardCharsets.UTF_8).lines().map(String::strip).toList();
  }

  private static void supported(Type type) throws AgentException {
    if (type.targets().isEmpty()) {
      throw new AgentException(
          ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED,
          "The clipboard carries text, images and HTML",
          type.name());
    }
  }

  private Ran xclip(String... words) throws AgentException {
    List<String> all = new ArrayList<>(List.of("-selection", "clipboard"));
    all.addAll(List.of(words));
    Ran ran = run("xclip", all.toArray(String[]::new));
    if (!ran.ok() && ran.error().contains("open display")) {
      throw failed(ran);
    }
    return ran;
  }

  private static AgentException failed(Ran ran) {
    boolean none = ran.error().contains("open display") || ran.error().contains("connect to");
    return new AgentException(
        none ? ErrorCode.NO_DISPLAY_SERVER : ErrorCode.CLIPBOARD_ACCESS_FAILED,
        "The desktop's clipboard cannot be used: " + ran.error());
  }

  /** What a program came to. */
  private record Ran(CommandResult result, CollectedOutput collected) {
    boolean ok() {
      return result.exitCode() == 0;
    }

    byte[] output() {
      return collected.bytes(CommandOutput.Channel.OUTPUT);
    }

    boolean cut() {
      return collected.truncated(CommandOutput.Channel.OUTPUT);
    }

    String error() {
      String text =
          new String(collected.bytes(CommandOutput.Channel.ERROR), StandardCharsets.UTF_8)
              .strip()
              .replace('\n', ' ');
      return text.substring(0, Math.min(300, text.length()));
    }
  }

  private Ran run(String program, String... words) throws AgentException {
    return ran(new byte[0], program, words);
  }

  private Ran ran(byte[] input, String program, String... words) throws AgentException {
    if (programs.find(program).isEmpty()) {
      throw new AgentException(
          ErrorCode.CLIPBOARD_ACCESS_FAILED,
          "This guest has no " + program + " to reach its clipboard with",
          program,
          "Install xclip, or wl-clipboard for Wayland",
          null);
    }
    CollectedOutput collected = new CollectedOutput(MOST);
    try {
      List<String> command = desktop.words(programs, ownUid, programs.command(program, words));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      RunningCommand running = RunningCommand.start(builder, collected, LIMIT, false);
      try (OutputStream in = running.input()) {
        in.write(input);
      } catch (IOException e) {
        // It ended without reading all; its status tells.
      }
      return new Ran(running.await(), collected);
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.CLIPBOARD_ACCESS_FAILED,
          "The desktop's clipboard cannot be used: " + Objects.toString(e.getMessage(), ""),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException(ErrorCode.CANCELLED, "The clipboard was given up");
    }
  }
}
