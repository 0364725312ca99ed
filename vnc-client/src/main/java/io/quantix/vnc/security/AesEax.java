package io.quantix.vnc.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of AES in EAX mode (Bellare, Rogaway and Wagner, "The EAX mode of operation"): AES
 * in counter mode, and three OMACs over the nonce, the header and what was encrypted. The nonce is
 * the message's number in 16 bytes, the least first. For one thread.
 */
final class AesEax {
  /** Bytes of a tag. */
  static final int TAG = 16;

  private static final int BLOCK = 16;

  private final SecretKeySpec key;
  private final Cipher counter;
  private final Cipher chain;
  private final byte[] last = new byte[BLOCK];
  private final byte[] lastPadded = new byte[BLOCK];
  private final byte[] nonce = new byte[BLOCK];
  private final byte[] mac = new byte[BLOCK];
  private byte[] text = new byte[0];

  /** With a key of 16 or 32 bytes. */
  AesEax(byte[] secret) {
    key = new SecretKeySpec(secret, "AES");
    try {
      counter = Cipher.getInstance("AES/CTR/NoPadding");
      chain = Cipher.getInstance("AES/CBC/NoPadding");
      chain.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
      byte[] zero = chain.doFinal(new byte[BLOCK]);
      twice(zero, last);
      twice(last, lastPadded);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
  }

  /** A block times x in the field of CMAC (NIST SP 800-38B, 6.1). */
  private static void twice(byte[] from, byte[] to) {
    int carry = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int doubled = (from[i] & 0xff) << 1 | carry;
      to[i] = (byte) doubled;
      carry = doubled >> 8;
    }
    if (carry != 0) {
      to[BLOCK - 1] ^= (byte) 0x87;
    }
  }

  /**
   * Seals a message and counts it.
   *
   * @param into begins with the header; gets the sealed text and the tag behind it
   * @return where they end
   */
  int seal(byte[] plain, int length, byte[] into, int header) throws GeneralSecurityException {
    byte[] tag = begin(into, 0, header);
    counter.doFinal(plain, 0, length, into, header);
    xor(omac(2, into, header, length), tag);
    System.arraycopy(tag, 0, into, header + length, TAG);
    count();
    return header + length + TAG;
  }

  /**
   * Opens a message and counts it.
   *
   * @param from has the header, the text and the tag, one behind the other
   * @param at where the header begins
   * @param length bytes of the text
   * @param into gets the text
   * @throws GeneralSecurityException if the tag is not that of the message; nothing is put then
   */
  void open(byte[] from, int at, int header, int length, byte[] into)
      throws GeneralSecurityException {
    byte[] tag = begin(from, at, header);
    int text = at + header;
    xor(omac(2, from, text, length), tag);
    byte[] came = Arrays.copyOfRange(from, text + length, text + length + TAG);
    if (!MessageDigest.isEqual(tag, came)) {
      throw new GeneralSecurityException("the tag is wrong");
    }
    counter.doFinal(from, text, length, into, 0);
    count();
  }

  /** Sets the counter by the nonce; gives what the nonce and the header make of the tag. */
  private byte[] begin(byte[] header, int at, int length) throws GeneralSecurityException {
    byte[] tag = omac(0, nonce, 0, BLOCK).clone();
    counter.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(tag));
    xor(omac(1, header, at, length), tag);
    return tag;
  }

  /** OMAC of a number in one block and then of some bytes. */
  private byte[] omac(int number, byte[] bytes, int at, int length)
      throws GeneralSecurityException {
    int blocks = (length + BLOCK - 1) / BLOCK;
    int size = BLOCK + blocks * BLOCK;
    if (text.length < size) {
      text = new byte[size];
    }
    Arrays.fill(text, 0, BLOCK, (byte) 0);
    text[BLOCK - 1] = (byte) number;
    System.arraycopy(bytes, at, text, BLOCK, length);
    int end = BLOCK + length;
    boolean padded = end < size;
    if (padded) {
      text[end] = (byte) 0x80;
      Arrays.fill(text, end + 1, size, (byte) 0);
    }
    byte[] mask = padded ? lastPadded : last;
    for (int i = 0; i < BLOCK; i++) {
      text[size - BLOCK + i] ^= mask[i];
    }
    // The last block of the chain is the tag; Java's cipher begins anew after each doFinal.
    chain.doFinal(text, 0, size, text, 0);
    System.arraycopy(text, size - BLOCK, mac, 0, BLOCK);
    return mac;
  }

  private static void xor(byte[] from, byte[] into) {
    for (int i = 0; i < BLOCK; i++) {
      into[i] ^= from[i];
    }
  }

  private void count() {
    for (int i = 0; i < BLOCK && ++nonce[i] == 0; i++) {
      // The carry goes on to the next byte.
    }
  }
}
