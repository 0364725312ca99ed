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
import io.quantix.vnc.encoding.Pictures;
import io.quantix.vnc.encoding.Pixels;
import io.quantix.vnc.encoding.PointerMotionChangeDecoder;
import io.quantix.vnc.encoding.PointerPositionDecoder;
import io.quantix.vnc.encoding.RawDecoder;
import io.quantix.vnc.encoding.RreDecoder;
import io.quantix.vnc.encoding.TightDecoder;
import io.quantix.vnc.encoding.XCursorDecoder;
import io.quantix.vnc.encoding.ZlibDecoder;
import io.quantix.vnc.encoding.ZrleDecoder;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which decoder stands behind which encoding. */
final class SessionDecoders {
  private SessionDecoders() {}

  /**
   * Those that the options list, in their order, then what a server may send unasked (Raw always,
   * ZRLE in the place of ZYWRLE), then the pseudo.
   *
   * <p>Tight is left out for pixel formats that servers do not agree about.
   *
   * @param name the desktop's, by which QEMU is known: it sends pointers in an order of its own
   */
  static Decoders of(VncOptions options, Pixels pixels, String name) {
    boolean isQemu = name.startsWith("QEMU");
    Pictures pictures = options.parallel() ? Pictures.shared() : Pictures.alone();
    Decoders decoders = new Decoders(pictures);
    Set<VncEncoding> encodings = new LinkedHashSet<>(options.encodings());
    if (!TightDecoder.isCertain(pixels.format())) {
      encodings.remove(VncEncoding.TIGHT);
      encodings.remove(VncEncoding.TIGHT_PNG);
    }
    if (encodings.contains(VncEncoding.ZYWRLE)) {
      encodings.add(VncEncoding.ZRLE);
    }
    encodings.add(VncEncoding.RAW);
    ZrleDecoder zrle = new ZrleDecoder(pixels);
    for (VncEncoding encoding : encodings) {
      decoders.pixels(
          encoding.number(), encoding.title(), decoder(encoding, pixels, pictures, zrle, options));
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

  private static Decoder decoder(
      VncEncoding encoding,
      Pixels pixels,
      Pictures pictures,
      ZrleDecoder zrle,
      VncOptions options) {
    return switch (encoding) {
      case RAW -> new RawDecoder(pixels);
      case COPY_RECT -> new CopyRectDecoder();
      case RRE -> new RreDecoder(pixels, false);
      case CORRE -> new RreDecoder(pixels, true);
      case HEXTILE -> new HextileDecoder(pixels);
      case ZLIB -> new ZlibDecoder(pixels);
      case TIGHT -> new TightDecoder(pixels, false, pictures);
      case TIGHT_PNG -> new TightDecoder(pixels, true, pictures);
      case JPEG -> new JpegDecoder();
      case ZRLE -> zrle;
      case ZYWRLE -> zrle.forZywrle(pixels, options.quality());
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
