package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ClipboardGetResponse;
import io.quantix.agent.protocol.message.ClipboardType;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The clipboard of whoever uses a guest. {@link AgentEvents#clipboardChanged} tells of its changes,
 * once they are subscribed to.
 */
public final class GuestClipboard {
  /** The most that a clipboard gives or takes, bytes. */
  public static final int MOST = 16 * 1024 * 1024;

  private final GuestLink link;

  GuestClipboard(GuestLink link) {
    this.link = link;
  }

  /**
   * What it holds. Not to be believed: an image may be none.
   *
   * @param mimeType {@code image/png}, ...
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed through once, from a stream to who asked.
  public record Content(String mimeType, byte[] data) {}

  /**
   * The text that it holds. What is no UTF-8 in it is replaced; it may be shown only through {@link
   * GuestText}.
   *
   * @throws AgentException CLIPBOARD_EMPTY if it holds none, NO_DISPLAY_SERVER if nobody is logged
   *     in to a desktop, CLIPBOARD_ACCESS_FAILED
   */
  public String text() throws AgentException, InterruptedException {
    return new String(get(ClipboardType.TEXT).data(), StandardCharsets.UTF_8);
  }

  /**
   * What it holds of a type.
   *
   * @throws AgentException as {@link #text}, or CLIPBOARD_TYPE_UNSUPPORTED
   */
  public Content get(ClipboardType type) throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getClipboardGetBuilder().setType(type);
    AgentSession session = Guest.streaming(link, "has no clipboard");
    try (PendingRequest request = session.beginStreamed(ask, (done, total, text) -> {})) {
      request.awaitStream(session.patience());
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      byte[] piece = new byte[Limits.CHUNK];
      AgentStream stream = request.stream();
      for (int n = read(stream, piece); n >= 0; n = read(stream, piece)) {
        if (data.size() + n > MOST) {
          throw new AgentException(
              ErrorCode.MESSAGE_TOO_LARGE, "The guest's clipboard holds more than 16 MiB");
        }
        data.write(piece, 0, n);
      }
      AgentMessage answer = request.await(session.patience());
      if (!answer.hasClipboardGetResponse()) {
        throw Guest.noAnswer();
      }
      ClipboardGetResponse response = answer.getClipboardGetResponse();
      return new Content(GuestText.line(response.getMimeType()), data.toByteArray());
    }
  }

  private static int read(AgentStream stream, byte[] piece)
      throws AgentException, InterruptedException {
    try {
      return stream.read(piece, 0, piece.length);
    } catch (IOException e) {
      throw GuestCommands.reason(e);
    }
  }

  /** Puts text there. */
  public void setText(String text) throws AgentException, InterruptedException {
    set(ClipboardType.TEXT, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Puts something there.
   *
   * @param mimeType of an image: {@code image/png}, {@code image/jpeg} or {@code image/bmp}
   * @throws AgentException MESSAGE_TOO_LARGE over 16 MiB, CLIPBOARD_TYPE_UNSUPPORTED,
   *     NO_DISPLAY_SERVER if nobody is logged in to a desktop, CLIPBOARD_ACCESS_FAILED
   */
  public void set(ClipboardType type, String mimeType, byte[] data)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getClipboardUpdateBuilder().setType(type).setMimeType(mimeType);
    AgentSession session = Guest.streaming(link, "has no clipboard");
    try (PendingRequest request = session.beginStreamed(ask, (done, total, text) -> {})) {
      request.awaitStream(session.patience());
      try {
        request.stream().write(StreamChannel.STREAM_CHANNEL_MAIN, data, 0, data.length);
        request.stream().end();
      } catch (IOException e) {
        // Its answer says why it takes no more.
        request.await(session.patience());
        throw GuestCommands.reason(e);
      }
      if (!request.await(session.patience()).hasClipboardUpdateResponse()) {
        throw Guest.noAnswer();
      }
    }
  }
}
