package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.Capability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who does which kind of request. */
public final class RequestHandlers {
  /** What reads, or thaws: it does not wait for a file system that is frozen. */
  private static final Set<PayloadCase> WHILE_FROZEN =
      EnumSet.of(
          PayloadCase.PING,
          PayloadCase.THAW,
          PayloadCase.QUIESCE,
          PayloadCase.SUBSCRIBE,
          PayloadCase.GET_CAPABILITIES,
          PayloadCase.GET_TELEMETRY,
          PayloadCase.GET_HARDWARE_INFO,
          PayloadCase.GET_SECURITY_STATE,
          PayloadCase.LIST_USERS,
          PayloadCase.LIST_PROCESSES,
          PayloadCase.KILL_PROCESS,
          PayloadCase.LIST_DIRECTORY,
          PayloadCase.FILE_STAT,
          PayloadCase.FILE_READ);

  private final Map<PayloadCase, RequestHandler> handlers = new EnumMap<>(PayloadCase.class);
  private final Map<PayloadCase, Supplier<String>> reasons = new EnumMap<>(PayloadCase.class);
  private BooleanSupplier frozen = () -> false;
  private Consumer<SessionEvents> greeted = events -> {};
  private ChannelLog log = ChannelLog.NONE;

  /** Nobody does anything yet. */
  public RequestHandlers() {}

  /** Has requests of that kind done by this handler. */
  public RequestHandlers on(PayloadCase kind, RequestHandler handler) {
    handlers.put(kind, handler);
    return this;
  }

  /**
   * Says why requests of that kind cannot be done here, as long as that is so.
   *
   * @param why asked for each list of capabilities; empty: they can be done
   */
  public RequestHandlers unavailable(PayloadCase kind, Supplier<String> why) {
    reasons.put(kind, why);
    return this;
  }

  /** While this is so, what would wait for a frozen file system is refused at once. */
  public RequestHandlers refuseWhile(BooleanSupplier fileSystemsFrozen) {
    frozen = fileSystemsFrozen;
    return this;
  }

  /** Tells of each host that has said who it is. */
  public RequestHandlers onGreeting(Consumer<SessionEvents> listener) {
    greeted = listener;
    return this;
  }

  /** Has what happens on the channel written there. */
  public RequestHandlers logTo(ChannelLog to) {
    log = to;
    return this;
  }

  void greeted(SessionEvents events) {
    greeted.accept(events);
  }

  ChannelLog log() {
    return log;
  }

  /**
   * The handler of a request.
   *
   * @throws AgentException if it is no request, or one that nobody does here
   */
  RequestHandler find(AgentMessage request) throws AgentException {
    PayloadCase kind = request.getPayloadCase();
    RequestHandler handler = handlers.get(kind);
    if (handler != null) {
      if (!WHILE_FROZEN.contains(kind) && frozen.getAsBoolean()) {
        throw new AgentException(
            ErrorCode.ALREADY_QUIESCED,
            "File systems are frozen: %s has to wait until they are thawed".formatted(name(kind)),
            name(kind));
      }
      return handler;
    }
    if (kind == PayloadCase.PAYLOAD_NOT_SET) {
      throw request.getUnknownFields().asMap().isEmpty()
          ? new AgentException(ErrorCode.MISSING_PAYLOAD, "The request asks for nothing")
          : new AgentException(
              ErrorCode.UNKNOWN_MESSAGE_TYPE,
              "This agent does not know requests of type %d"
                  .formatted(request.getUnknownFields().asMap().keySet().iterator().next()));
    }
    throw isRequest(kind)
        ? new AgentException(
            ErrorCode.NOT_AVAILABLE, "This agent does not do %s".formatted(name(kind)), name(kind))
        : new AgentException(
            ErrorCode.UNKNOWN_MESSAGE_TYPE, "%s is no request".formatted(name(kind)), name(kind));
  }

  /** Requests have the numbers 10 to 49 and 140 to 179. */
  private static boolean isRequest(PayloadCase kind) {
    int number = kind.getNumber();
    return (number >= 10 && number < 50) || (number >= 140 && number < 180);
  }

  /** What a host asks for, and what it may be able to get here, by the names of AgentHello. */
  public List<Capability> capabilities() {
    List<Capability> all = new ArrayList<>();
    for (PayloadCase kind : PayloadCase.values()) {
      // Those that belong to others, or to the session.
      if (!isRequest(kind)
          || kind == PayloadCase.PING
          || kind == PayloadCase.SUBSCRIBE
          || kind == PayloadCase.GET_CAPABILITIES
          || kind == PayloadCase.TERMINAL_RESIZE) {
        continue;
      }
      String reason =
          handlers.containsKey(kind)
              ? reasons.getOrDefault(kind, () -> "").get()
              : "this agent does not do that";
      all.add(capability(capability(kind), reason));
      if (kind == PayloadCase.SHUTDOWN) {
        all.add(capability("reboot", reason));
      }
    }
    return all;
  }

  private static Capability capability(String name, String reason) {
    return Capability.newBuilder()
        .setName(name)
        .setVersion(1)
        .setAvailable(reason.isEmpty())
        .setReason(reason)
        .build();
  }

  private static String capability(PayloadCase kind) {
    return switch (kind) {
      case LIST_DIRECTORY -> "file_list";
      case CREATE_DIRECTORY -> "directory_create";
      case LIST_PROCESSES -> "process_list";
      case KILL_PROCESS -> "process_kill";
      case LIST_SERVICES -> "service_list";
      case GET_HARDWARE_INFO -> "hardware_info";
      case LIST_INSTALLED_SOFTWARE -> "software_list";
      case AGENT_UPDATE -> "self_update";
      case CLIPBOARD_UPDATE -> "clipboard_write";
      case CLIPBOARD_GET -> "clipboard_read";
      case GET_TELEMETRY -> "telemetry";
      default -> name(kind);
    };
  }

  /** As the protocol names it: {@code list_processes}. */
  public static String name(PayloadCase kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
