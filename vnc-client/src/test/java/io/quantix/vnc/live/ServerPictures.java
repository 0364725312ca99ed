package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.VncTransport;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Holds what sessions show against what their server shows by its own account. */
final class ServerPictures {
  /**
   * Red, green, blue and nothing, the highest byte first. (Of what differs from BGRX in its order
   * alone QEMU before 10.1 does not see that it differs.)
   */
  static final PixelFormat BIG_RGBX = new PixelFormat(32, 24, true, true, 255, 255, 255, 24, 16, 8);

  /** RGB565 with the high byte first. */
  static final PixelFormat BIG_RGB565 = new PixelFormat(16, 16, true, true, 31, 63, 31, 11, 5, 0);

  /** 15 bits, blue in the upper ones. */
  static final PixelFormat BGR555 = new PixelFormat(16, 15, false, true, 31, 31, 31, 0, 5, 10);

  /** The formats that every server is asked for. */
  static final List<PixelFormat> FORMATS =
      List.of(
          PixelFormat.BGRX,
          BIG_RGBX,
          PixelFormat.RGB565,
          BIG_RGB565,
          BGR555,
          PixelFormat.BGR233,
          PixelFormat.COLOUR_MAP);

  interface Server {
    VncTransport connect() throws Exception;
  }

  interface Truth {
    Picture of(VncSession session) throws Exception;
  }

  private ServerPictures() {}

  /** Each encoding with each format. */
  static Stream<Arguments> each(VncEncoding... encodings) {
    return Stream.of(encodings)
        .flatMap(encoding -> FORMATS.stream().map(format -> Arguments.of(encoding, format)));
  }

  /** Opens a session and waits until it shows exactly what the server shows. */
  static void check(
      Server server, Truth truth, VncEncoding encoding, PixelFormat format, Quantised quantised)
      throws Exception {
    VncOptions options =
        VncOptions.builder().encodings(List.of(encoding)).pixelFormat(format).build();
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(server.connect(), options, watcher)) {
      Picture expected = quantised.of(truth.of(session), format);
      assertThat(Arrays.stream(expected.argb()).distinct().limit(8).count()).isEqualTo(8);
      watcher.await(
          encoding + " in " + format + ", whose picture",
          () ->
              watcher.reason() != null
                  || Picture.of(session.framebuffer()).difference(expected).isEmpty());
      assertThat(watcher.reason()).isNull();
      assertThat(session.statistics().encodings()).contains(encoding.title());
    }
  }
}
