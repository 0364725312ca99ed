package io.quantix.agent.client;

import io.quantix.agent.protocol.message.AgentMessage;

/** Where each kind of request has the number of its stream. */
final class StreamedRequests {
  private StreamedRequests() {}

  static void setStream(AgentMessage.Builder message, int id) {
    switch (message.getPayloadCase()) {
      case EXECUTE -> message.getExecuteBuilder().setStreamId(id);
      case FILE_READ -> message.getFileReadBuilder().setStreamId(id);
      case FILE_WRITE -> message.getFileWriteBuilder().setStreamId(id);
      case TERMINAL -> message.getTerminalBuilder().setStreamId(id);
      case FORWARD -> message.getForwardBuilder().setStreamId(id);
      case CLIPBOARD_UPDATE -> message.getClipboardUpdateBuilder().setStreamId(id);
      case CLIPBOARD_GET -> message.getClipboardGetBuilder().setStreamId(id);
      case AGENT_UPDATE -> message.getAgentUpdateBuilder().setStreamId(id);
      default -> throw new IllegalArgumentException(message.getPayloadCase() + " has no stream");
    }
  }
}
