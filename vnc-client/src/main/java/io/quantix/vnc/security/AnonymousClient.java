package io.quantix.vnc.security;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsDHGroupVerifier;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.DHGroup;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** What we want of an anonymous TLS: version 1.2, AES, groups of a sensible size. */
final class AnonymousClient extends DefaultTlsClient {
  private static final int LEAST_BITS = 1024;
  private static final int MOST_BITS = 8192;

  private String agreed = "TLS";

  AnonymousClient() {
    super(new BcTlsCrypto(new SecureRandom()));
  }

  /** {@code TLSv1.2 TLS_DH_anon_WITH_AES_256_GCM_SHA384}, once it has been agreed on. */
  String agreed() {
    return agreed;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.TLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_DH_anon_WITH_AES_256_GCM_SHA384,
      CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA256,
      CipherSuite.TLS_ECDH_anon_WITH_AES_256_CBC_SHA,
      CipherSuite.TLS_ECDH_anon_WITH_AES_128_CBC_SHA,
      CipherSuite.TLS_DH_anon_WITH_AES_256_CBC_SHA,
      CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA
    };
  }

  /** Servers make groups of their own, so that they are judged by their size. */
  @Override
  public TlsDHGroupVerifier getDHGroupVerifier() {
    return AnonymousClient::isAcceptable;
  }

  private static boolean isAcceptable(DHGroup group) {
    BigInteger prime = group.getP();
    return prime.bitLength() >= LEAST_BITS && prime.bitLength() <= MOST_BITS && prime.testBit(0);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    agreed = "TLSv1.2 " + suite(context.getSecurityParametersConnection().getCipherSuite());
  }

  private static String suite(int number) {
    return switch (number) {
      case CipherSuite.TLS_DH_anon_WITH_AES_256_GCM_SHA384 -> "TLS_DH_anon_WITH_AES_256_GCM_SHA384";
      case CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256 -> "TLS_DH_anon_WITH_AES_128_GCM_SHA256";
      case CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA256 -> "TLS_DH_anon_WITH_AES_128_CBC_SHA256";
      case CipherSuite.TLS_ECDH_anon_WITH_AES_256_CBC_SHA -> "TLS_ECDH_anon_WITH_AES_256_CBC_SHA";
      case CipherSuite.TLS_ECDH_anon_WITH_AES_128_CBC_SHA -> "TLS_ECDH_anon_WITH_AES_128_CBC_SHA";
      case CipherSuite.TLS_DH_anon_WITH_AES_256_CBC_SHA -> "TLS_DH_anon_WITH_AES_256_CBC_SHA";
      default -> "TLS_DH_anon_WITH_AES_128_CBC_SHA";
    };
  }

  @Override
  public TlsAuthentication getAuthentication() throws IOException {
    // No certificate was asked for, so that one that comes breaks the protocol.
    throw new TlsFatalAlert(AlertDescription.unexpected_message);
  }
}
