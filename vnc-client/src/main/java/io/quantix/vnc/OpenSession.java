package io.quantix.vnc;

import io.quantix.vnc.encoding.Decoders;
import io.quantix.vnc.encoding.Pixels;
import io.quantix.vnc.handshake.Handshake;
import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.WireReader;
import java.time.Duration;

/** A session from the end of its handshake on: what was agreed, and what its messages concern. */
record OpenSession(
    Handshake handshake,
    Decoders decoders,
    ClientMessages out,
    VncListener listener,
    PixelFormat format,
    SessionParts parts,
    ServerMessages messages) {

  /**
   * Makes one of a handshake.
   *
   * @throws VncException if the desktop's size is none that is accepted
   */
  static OpenSession of(
      Handshake handshake,
      VncOptions options,
      WireReader in,
      Outbox outbox,
      ClientMessages out,
      Decoders decoders,
      Pixels colours,
      VncListener listener)
      throws VncException {
    EncodingList encodings = new EncodingList(decoders.numbers(), options, out, outbox);
    UpdateFlow flow = new UpdateFlow(options.requestUpdates(), outbox, out);
    SizeRequests sizes = new SizeRequests(out, outbox, listener);
    SessionDesktop desktop = new SessionDesktop(handshake, listener, flow, encodings, sizes);
    SessionParts parts =
        new SessionParts(
            desktop,
            flow,
            encodings,
            sizes,
            new SharedClipboard(out, listener),
            new Sound(out, listener));
    return new OpenSession(
        handshake,
        decoders,
        out,
        listener,
        options.pixelFormat(),
        parts,
        new ServerMessages(in, decoders, colours, listener, parts));
  }

  /** Tells the listener of the first framebuffer, says what we can do, and asks for a picture. */
  void begin() {
    Framebuffer first = parts.desktop().framebuffer();
    listener.resized(first);
    out.setPixelFormat(format);
    parts.encodings().announce();
    parts.flow().begin(first.width(), first.height());
  }

  VncStatistics statistics(long received) {
    Framebuffer present = parts.desktop().framebuffer();
    return new VncStatistics(
        handshake.version().title(),
        handshake.security(),
        handshake.encryption(),
        decoders.seen(),
        present.width(),
        present.height(),
        received,
        messages.updates(),
        messages.pixels(),
        messages.bytesPerSecond(),
        Duration.ofNanos(parts.flow().latency()));
  }
}
