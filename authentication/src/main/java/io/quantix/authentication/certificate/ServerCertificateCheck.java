package io.quantix.authentication.certificate;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A client's trust manager that decides in one place, however TLS asks. Being an extended one it
 * keeps Java from checks of its own after it, so that all of them are its own.
 */
public abstract class ServerCertificateCheck extends X509ExtendedTrustManager {
  private final List<X509Certificate> authorities;

  /**
   * Makes one.
   *
   * @param authorities told to a server that asks whom we know; empty for nobody in particular
   */
  protected ServerCertificateCheck(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /**
   * Decides whether the server is who it should be.
   *
   * @param chain its certificate first
   * @param authType the key exchange, as TLS names it
   * @throws CertificateException if it is not, which ends the handshake
   */
  protected abstract void check(X509Certificate[] chain, String authType)
      throws CertificateException;

  /** Whether one certificate bears another one's signature. */
  protected static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException mismatch) {
      return false;
    }
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client and has none");
  }

  @Override
  public final X509Certificate[] getAcceptedIssuers() {
    return authorities.toArray(X509Certificate[]::new);
  }
}
