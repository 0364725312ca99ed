package io.quantix.agent.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What is said outside of a session, to begin one. Four bytes 0xFF (no length of a frame begins so;
 * more of them mean nothing), four letters, the nonces, and the CRC-32C of letters and nonces.
 */
public sealed interface ControlFrame {
  /** The host begins a session. */
  record Sync(Nonce host) implements ControlFrame {}

  /** The agent has begun it: what follows belongs to it. */
  record Acknowledgement(SessionNonces nonces) implements ControlFrame {}

  /** The agent has no session or cannot read its bytes any more: the host begins a new one. */
  record Lost() implements ControlFrame {}

  /** The longest, in bytes. */
  int MAX_BYTES = 44;

  /** Its bytes as they are sent. */
  default byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    out.putInt(-1);
    switch (this) {
      case Sync sync -> {
        Kind.SYNC.write(out);
        sync.host().write(out);
      }
      case Acknowledgement acknowledgement -> {
        Kind.ACKNOWLEDGEMENT.write(out);
        acknowledgement.nonces().host().write(out);
        acknowledgement.nonces().agent().write(out);
      }
      case Lost lost -> Kind.LOST.write(out);
    }
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 4, out.position() - 4);
    out.putInt((int) crc.getValue());
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  /** The three of them. */
  enum Kind {
    /** {@code QSYN}. */
    SYNC("QSYN", 1),
    /** {@code QSAK}. */
    ACKNOWLEDGEMENT("QSAK", 2),
    /** {@code QLST}. */
    LOST("QLST", 0);

    private final String letters;
    private final int length;

    Kind(String letters, int nonces) {
      this.letters = letters;
      this.length = 4 + 4 + nonces * Nonce.BYTES + 4;
    }

    private void write(ByteBuffer out) {
      out.put(letters.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether these bytes can be the beginning of its letters. */
    boolean begins(byte[] bytes, int letters) {
      for (int i = 0; i < letters; i++) {
        if (bytes[4 + i] != this.letters.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    /** All of it, in bytes. */
    int length() {
      return length;
    }
  }
}
