package io.quantix.vnc.live;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncEncoding;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What wayvnc sends in each encoding and format is the picture that its desktop is made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class WayvncPicturesTest {
  private final Picture desktop = Picture.mixed(640, 480, 11);
  private WayvncServer server;

  @BeforeAll
  void start() throws Exception {
    server = WayvncServer.showing(desktop);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  /** It hangs up on who wants a colour map. Of colours it cuts bits off, as QEMU does. */
  static Stream<Arguments> lossless() {
    return ServerPictures.each(VncEncoding.RAW, VncEncoding.ZRLE, VncEncoding.TIGHT)
        .filter(each -> !PixelFormat.COLOUR_MAP.equals(each.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("lossless")
  void areEqual(VncEncoding encoding, PixelFormat format) throws Exception {
    ServerPictures.check(server::connect, _ -> desktop, encoding, format, Quantised.QEMU);
  }
}
