package io.quantix.agent.request;

import com.google.protobuf.ByteString;
import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.clipboard.Clipboard;
import io.quantix.agent.display.Displays;
import io.quantix.agent.platform.Desktop;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ClipboardGetRequest;
import io.quantix.agent.protocol.message.ClipboardGetResponse;
import io.quantix.agent.protocol.message.ClipboardType;
import io.quantix.agent.protocol.message.ClipboardUpdateRequest;
import io.quantix.agent.protocol.message.ClipboardUpdateResponse;
import io.quantix.agent.protocol.message.DisplayResizeRequest;
import io.quantix.agent.protocol.message.DisplayResizeResponse;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The desktop of whoever uses the guest: the size of its screens, and its clipboard. */
public final class DesktopRequests {
  /** Of a clipboard in an answer of one frame; more comes through a stream. */
  private static final int MOST_IN_A_FRAME = 128 * 1024;

  private final Desktop desktop;
  private final Admission admission;
  private final ClipboardFeed feed;

  /**
   * Of that guest.
   *
   * @param feed told what hosts put into the clipboard
   */
  public DesktopRequests(Desktop desktop, Admission admission, ClipboardFeed feed) {
    this.desktop = desktop;
    this.admission = admission;
    this.feed = feed;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers
        .on(PayloadCase.DISPLAY_RESIZE, this::resize)
        .on(PayloadCase.CLIPBOARD_UPDATE, this::update)
        .on(PayloadCase.CLIPBOARD_GET, this::get);
  }

  private AgentMessage.Builder resize(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    DisplayResizeRequest request = message.getDisplayResize();
    Displays.Resized now =
        admission.audited(
            "display_resize",
            "%d x %d %s"
                .formatted(request.getWidth(), request.getHeight(), request.getDisplayId())
                .strip(),
            "",
            context,
            () ->
                desktop
                    .displays()
                    .resize(
                        request.getWidth(),
                        request.getHeight(),
                        request.getDpi(),
                        request.getDisplayId()));
    return AgentMessage.newBuilder()
        .setDisplayResizeResponse(
            DisplayResizeResponse.newBuilder()
                .setWidth(now.width())
                .setHeight(now.height())
                .setDisplayId(now.displayId())
                .setMethod(now.method()));
  }

  private AgentMessage.Builder update(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ClipboardUpdateRequest request = message.getClipboardUpdate();
    Clipboard.Type type = type(request.getType());
    admission.audited(
        "clipboard_write",
        type.name(),
        "",
        context,
        () -> {
          Clipboard clipboard = desktop.clipboard();
          byte[] data =
              request.getStreamId() == 0
                  ? request.getData().toByteArray()
                  : all(context.openStream(request.getStreamId(), 0, 0));
          feed.written(type, data);
          clipboard.set(type, data, request.getMimeType());
          return type;
        });
    return AgentMessage.newBuilder()
        .setClipboardUpdateResponse(ClipboardUpdateResponse.getDefaultInstance());
  }

  private static byte[] all(AgentStream stream) throws AgentException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[Limits.CHUNK];
    try {
      for (int n = stream.read(piece, 0, piece.length);
          n >= 0;
          n = stream.read(piece, 0, piece.length)) {
        if (all.size() + n > Clipboard.MOST) {
          throw Clipboard.tooLarge();
        }
        all.write(piece, 0, n);
      }
    } catch (IOException e) {
      throw e.getCause() instanceof AgentException why
          ? why
          : new AgentException(ErrorCode.STREAM_FAILED, "The stream broke off", e);
    }
    return all.toByteArray();
  }

  private AgentMessage.Builder get(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ClipboardGetRequest request = message.getClipboardGet();
    Clipboard.Type type = type(request.getType());
    ClipboardGetResponse.Builder answer =
        admission.audited(
            "clipboard_read", type.name(), "", context, () -> read(request, type, context));
    return AgentMessage.newBuilder().setClipboardGetResponse(answer);
  }

  private ClipboardGetResponse.Builder read(
      ClipboardGetRequest request, Clipboard.Type type, RequestContext context)
      throws AgentException, InterruptedException {
    Clipboard.Content content = desktop.clipboard().get(type);
    ClipboardGetResponse.Builder answer =
        ClipboardGetResponse.newBuilder()
            .setType(request.getType())
            .setMimeType(content.mimeType());
    byte[] data = content.data();
    if (request.getStreamId() == 0) {
      if (data.length > MOST_IN_A_FRAME) {
        throw new AgentException(
            ErrorCode.MESSAGE_TOO_LARGE,
            "The clipboard holds %d bytes, more than an answer does".formatted(data.length),
            "",
            "Ask for it through a stream",
            null);
      }
      return answer.setData(ByteString.copyFrom(data));
    }
    AgentStream stream = context.openStream(request.getStreamId(), data.length, 0);
    try {
      stream.write(StreamChannel.STREAM_CHANNEL_MAIN, data, 0, data.length);
    } catch (IOException e) {
      throw e.getCause() instanceof AgentException why
          ? why
          : new AgentException(ErrorCode.STREAM_FAILED, "The stream broke off", e);
    }
    return answer;
  }

  private static Clipboard.Type type(ClipboardType type) throws AgentException {
    return switch (type) {
      case TEXT -> Clipboard.Type.TEXT;
      case IMAGE -> Clipboard.Type.IMAGE;
      case HTML -> Clipboard.Type.HTML;
      case FILES -> Clipboard.Type.FILES;
      case UNRECOGNIZED ->
          throw new AgentException(
              ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED, "This agent knows no such type", "type");
    };
  }
}
