package io.quantix.vnc.live;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncEncoding;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What TigerVNC's server sends in each encoding and format is what its X display shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class XvncPicturesTest {
  private XServer server;
  private XClient x;
  private int places;

  @BeforeAll
  void start() throws Exception {
    server = new XServer();
    x = server.client();
    x.put(0, 0, Picture.mixed(800, 400, 5));
    // Of two colours, which is what it takes RRE for.
    int[] flat = new int[100 * 50];
    Arrays.fill(flat, 0x3366cc);
    x.put(10, 500, new Picture(100, 50, flat));
  }

  @AfterAll
  void stop() throws Exception {
    x.close();
    server.close();
  }

  static Stream<Arguments> lossless() {
    return ServerPictures.each(
        VncEncoding.RAW, VncEncoding.RRE, VncEncoding.HEXTILE, VncEncoding.ZRLE);
  }

  @ParameterizedTest
  @MethodSource("lossless")
  void areEqual(VncEncoding encoding, PixelFormat format) throws Exception {
    ServerPictures.check(
        server::connect,
        // Xvnc draws the pointer into the picture until this client itself has moved it.
        session -> {
          session.pointer(++places, 1, 0);
          return x.get(800, 600);
        },
        encoding,
        format,
        Quantised.TIGERVNC);
  }
}
