package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.Capability;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who does which kind of request. */
public final class RequestHandlers {
  private final Map<PayloadCase, RequestHandler> handlers = new EnumMap<>(PayloadCase.class);
  private final Map<PayloadCase, Supplier<String>> reasons = new EnumMap<>(PayloadCase.class);

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

  /**
   * The handler of a request.
   *
   * @throws AgentException if it is no request, or one that nobody does here
   */
  RequestHandler find(AgentMessage request) throws AgentException {
    PayloadCase kind = request.getPayloadCase();
    RequestHandler handler = handlers.get(kind);
    if (handler != null) {
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
    return number < 50 || (number >= 140 && number < 180);
  }

  /** What is done here, by the names that AgentHello has for it. */
  public List<Capability> capabilities() {
    return handlers.keySet().stream()
        .filter(kind -> kind != PayloadCase.PING && kind != PayloadCase.SUBSCRIBE)
        .map(kind -> capability(kind, reasons.getOrDefault(kind, () -> "").get()))
        .toList();
  }

  private static Capability capability(PayloadCase kind, String reason) {
    return Capability.newBuilder()
        .setName(capability(kind))
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
