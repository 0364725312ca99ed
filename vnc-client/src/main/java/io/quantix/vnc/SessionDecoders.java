package io.quantix.vnc;

import io.quantix.vnc.encoding.AlphaCursorDecoder;
import io.quantix.vnc.encoding.CapabilityDecoder;
import io.quantix.vnc.encoding.CopyRectDecoder;
import io.quantix.vnc.encoding.CursorDecoder;
import io.quantix.vnc.encoding.Decoder;
import io.quantix.vnc.encoding.Decoders;
import io.quantix.vnc.encoding.DesktopNameDecoder;
import io.quantix.vnc.encoding.DesktopSizeDecoder;
import io.quantix.vnc.encoding.ExtendedDesktopSizeDecoder;
import io.quantix.vnc.encoding.HextileDecoder;
import io.quantix.vnc.encoding.JpegDecoder;
import io.quantix.vnc.encoding.LastRectDecoder;
import io.quantix.vnc.encoding.LedStateDecoder;
import io.quantix.vnc.encoding.Pixels;
import io.quantix.vnc.encoding.PointerMotionChangeDecoder;
import io.quantix.vnc.encoding.PointerPositionDecoder;
import io.quantix.vnc.encoding.RawDecoder;
import io.quantix.vnc.encoding.TightDecoder;
import io.quantix.vnc.encoding.XCursorDecoder;
import io.quantix.vnc.encoding.ZrleDecoder;
import java.util.List;

/** Which decoder stands behind which encoding. */
final class SessionDecoders {
  private SessionDecoders() {}

  /**
   * Those of the options' list, in its order, then Raw, which a server may always send, then the
   * pseudo.
   *
   * <p>Tight is left out for pixel formats that servers do not agree about.
   *
   * @param name the desktop's, by which QEMU is known: it sends pointers in an order of its own
   */
  static Decoders of(VncOptions options, Pixels pixels, String name) {
    List<VncEncoding> encodings = options.encodings();
    boolean isQemu = name.startsWith("QEMU");
    Decoders decoders = new Decoders();
    boolean isTightCertain = TightDecoder.isCertain(pixels.format());
    for (VncEncoding encoding : encodings.stream().distinct().toList()) {
      boolean isTight = encoding == VncEncoding.TIGHT || encoding == VncEncoding.TIGHT_PNG;
      if (isTightCertain || !isTight) {
        decoders.pixels(encoding.number(), encoding.title(), decoder(encoding, pixels));
      }
    }
    if (!encodings.contains(VncEncoding.RAW)) {
      decoders.pixels(
          VncEncoding.RAW.number(), VncEncoding.RAW.title(), decoder(VncEncoding.RAW, pixels));
    }
    for (VncPseudoEncoding encoding : VncPseudoEncoding.values()) {
      if (options.pixelsOnly() && encoding != VncPseudoEncoding.DESKTOP_SIZE) {
        continue;
      }
      if (encoding.isForMessages()) {
        decoders.messages(encoding.number());
        continue;
      }
      decoders.pseudo(encoding.number(), encoding.title(), decoder(encoding, pixels, isQemu));
    }
    return decoders;
  }

  private static Decoder decoder(VncEncoding encoding, Pixels pixels) {
    return switch (encoding) {
      case RAW -> new RawDecoder(pixels);
      case COPY_RECT -> new CopyRectDecoder();
      case HEXTILE -> new HextileDecoder(pixels);
      case TIGHT -> new TightDecoder(pixels, false);
      case TIGHT_PNG -> new TightDecoder(pixels, true);
      case JPEG -> new JpegDecoder();
      case ZRLE -> new ZrleDecoder(pixels);
    };
  }

  private static Decoder decoder(VncPseudoEncoding encoding, Pixels pixels, boolean isQemu) {
    return switch (encoding) {
      case DESKTOP_SIZE -> new DesktopSizeDecoder();
      case LAST_RECT -> new LastRectDecoder();
      case POINTER_POSITION, VMWARE_CURSOR_POSITION -> new PointerPositionDecoder();
      case CURSOR -> new CursorDecoder(pixels);
      case X_CURSOR -> new XCursorDecoder();
      case POINTER_MOTION_CHANGE -> new PointerMotionChangeDecoder();
      case EXTENDED_KEY_EVENT -> new CapabilityDecoder(VncCapability.SCAN_CODES);
      case AUDIO -> new CapabilityDecoder(VncCapability.AUDIO);
      case LED_STATE -> new LedStateDecoder(false);
      case DESKTOP_NAME -> new DesktopNameDecoder();
      case EXTENDED_DESKTOP_SIZE -> new ExtendedDesktopSizeDecoder();
      case CURSOR_WITH_ALPHA -> new AlphaCursorDecoder(isQemu);
      case EXTENDED_MOUSE_BUTTONS -> new CapabilityDecoder(VncCapability.EXTENDED_MOUSE_BUTTONS);
      case VMWARE_LED_STATE -> new LedStateDecoder(true);
      case XVP, FENCE, CONTINUOUS_UPDATES, EXTENDED_CLIPBOARD ->
          throw new IllegalArgumentException(encoding.title() + " has no rectangles");
    };
  }
}
