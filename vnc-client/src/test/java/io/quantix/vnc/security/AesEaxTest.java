package io.quantix.vnc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.EAXBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EAX beside another implementation of it. */
class AesEaxTest {
  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void sealsAndOpensAsAnotherDoes(int keySize) throws Exception {
    Random random = new Random(keySize);
    byte[] key = new byte[keySize];
    random.nextBytes(key);
    AesEax sealer = new AesEax(key);
    AesEax opener = new AesEax(key);
    for (int number = 0; number < 600; number++) {
      int length = number % 70;
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      byte[] message = new byte[2 + length + AesEax.TAG];
      message[1] = (byte) length;
      assertThat(sealer.seal(plain, length, message, 2)).isEqualTo(message.length);
      assertThat(Arrays.copyOfRange(message, 2, message.length))
          .isEqualTo(other(key, number, Arrays.copyOf(message, 2), plain));
      byte[] opened = new byte[length];
      opener.open(message, 0, 2, length, opened);
      assertThat(opened).isEqualTo(plain);
    }
  }

  private static byte[] other(byte[] key, int number, byte[] header, byte[] plain)
      throws Exception {
    byte[] nonce = new byte[16];
    nonce[0] = (byte) number;
    nonce[1] = (byte) (number >> 8);
    EAXBlockCipher eax = new EAXBlockCipher(AESEngine.newInstance());
    eax.init(true, new AEADParameters(new KeyParameter(key), 128, nonce, header));
    byte[] sealed = new byte[eax.getOutputSize(plain.length)];
    int end = eax.processBytes(plain, 0, plain.length, sealed, 0);
    eax.doFinal(sealed, end);
    return sealed;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 11, 12, 27})
  void opensNothingThatWasChanged(int changed) throws Exception {
    byte[] key = new byte[16];
    byte[] message = new byte[2 + 10 + AesEax.TAG];
    message[1] = 10;
    int _ = new AesEax(key).seal(new byte[10], 10, message, 2);
    message[changed] ^= 1;
    byte[] opened = new byte[10];
    Arrays.fill(opened, (byte) 7);
    assertThatThrownBy(() -> new AesEax(key).open(message, 0, 2, 10, opened))
        .isInstanceOf(GeneralSecurityException.class);
    assertThat(opened).containsOnly(7);
  }
}
