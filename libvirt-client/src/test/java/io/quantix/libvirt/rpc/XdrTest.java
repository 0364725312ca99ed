package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class XdrTest {
  private static XdrReader payload(XdrWriter written) {
    ByteBuffer packet = written.packet(1, 2, 0, 3, 0);
    return new XdrReader(packet.position(28).slice());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException, LibvirtException {
    UUID uuid = UUID.randomUUID();
    XdrReader in =
        payload(
            new XdrWriter()
                .integer(-7)
                .hyper(1L << 40)
                .flag(true)
                .string("grün 🐧")
                .optionalString("x")
                .uuid(uuid));
    assertThat(in.integer()).isEqualTo(-7);
    assertThat(in.hyper()).isEqualTo(1L << 40);
    assertThat(in.flag()).isTrue();
    assertThat(in.string()).isEqualTo("grün 🐧");
    assertThat(in.optionalString()).isEqualTo("x");
    assertThat(in.uuid()).isEqualTo(uuid);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void aStringLongerThanThePacketIsRefused() {
    XdrReader in = new XdrReader(ByteBuffer.allocate(8).putInt(0, 4_000_000));
    assertThatThrownBy(in::string)
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("4000000 bytes of a string announced");
  }

  @Test
  void aLengthOverTheProtocolsLimitIsRefused() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, 4_194_305}) {
      XdrReader in = new XdrReader(ByteBuffer.allocate(8).putInt(0, length));
      assertThatThrownBy(in::string)
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("4194304 are allowed");
    }
  }

  @Test
  void typedParametersOfEveryType() throws IOException, LibvirtException {
    XdrWriter out = new XdrWriter().integer(5);
    out.string("i").integer(1).integer(-1);
    out.string("l").integer(4).hyper(99);
    out.string("d").integer(5).hyper(Double.doubleToLongBits(0.5));
    out.string("b").integer(6).integer(1);
    out.string("s").integer(7).string("text");
    Map<String, Object> values = TypedParameters.read(payload(out));
    assertThat(values)
        .containsEntry("i", -1)
        .containsEntry("l", 99L)
        .containsEntry("d", 0.5)
        .containsEntry("b", true)
        .containsEntry("s", "text");
  }

  @Test
  void noiseIsReadOrRefusedAndNothingElse() {
    for (long seed = 0; seed < 20_000; seed++) {
      byte[] noise = new byte[64];
      new Random(seed).nextBytes(noise);
      noise[0] = 0;
      noise[1] = 0;
      noise[2] = 0;
      try {
        var _ = TypedParameters.read(new XdrReader(ByteBuffer.wrap(noise)));
      } catch (ProtocolException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
