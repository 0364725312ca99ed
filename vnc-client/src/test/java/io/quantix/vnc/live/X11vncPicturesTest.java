package io.quantix.vnc.live;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncEncoding;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What libvncserver sends in each encoding and format is what the X display shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class X11vncPicturesTest {
  private X11vncServer server;
  private XClient x;

  @BeforeAll
  void start() throws Exception {
    server = new X11vncServer(display -> display.put(40, 40, Picture.mixed(320, 240, 6)));
    x = server.client();
  }

  @AfterAll
  void stop() throws Exception {
    x.close();
    server.close();
  }

  /** Of 15 bits libvncserver sends half of a raw tile of ZRLE, which no client can read. */
  static Stream<Arguments> lossless() {
    return ServerPictures.each(
            VncEncoding.RAW,
            VncEncoding.RRE,
            VncEncoding.CORRE,
            VncEncoding.HEXTILE,
            VncEncoding.ZLIB,
            VncEncoding.ZRLE)
        .filter(
            each -> !List.of(VncEncoding.ZRLE, ServerPictures.BGR555).equals(List.of(each.get())));
  }

  @ParameterizedTest
  @MethodSource("lossless")
  void areEqual(VncEncoding encoding, PixelFormat format) throws Exception {
    ServerPictures.check(
        server::connect, _ -> x.get(640, 480), encoding, format, Quantised.LIBVNCSERVER);
  }
}
