package io.quantix.vnc.security;

import io.quantix.authentication.certificate.CertificateDates;
import io.quantix.authentication.certificate.OwnCertificate;
import io.quantix.authentication.certificate.PemFiles;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.transport.LayeredTransport;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 or 1.3 to a server that shows a certificate: the X509 types of VeNCrypt, and what is
 * below a secure WebSocket.
 */
public final class CertifiedTls {
  // Nothing is read through it: TLS begins with the first byte.
  private static final int UNUSED_BYTES = 64;

  private CertifiedTls() {}

  /**
   * Puts TLS on a connection on which nothing has been said yet. Questions about the certificate
   * are asked on this thread, before anything but the TLS handshake is sent. The connection below
   * is left open if that fails.
   *
   * @return the protected connection, whose name is that of the one below
   * @throws VncException of kind UNTRUSTED if the certificate is not trusted or cannot be checked;
   *     AUTHENTICATION if ours is missing, wrong or refused; TRANSPORT or PROTOCOL if TLS fails
   */
  public static VncTransport over(VncTransport below, VncTrust trust) throws VncException {
    LayeredTransport layers = new LayeredTransport(below);
    begin(
        new SecurityExchange(
            new WireReader(layers, UNUSED_BYTES), layers, VncCredentials.none(), trust, List.of()));
    return layers;
  }

  /**
   * Puts TLS on the connection.
   *
   * @throws VncException of kind UNTRUSTED if the certificate is not trusted or cannot be checked;
   *     AUTHENTICATION if ours is missing, wrong or refused; TRANSPORT if there is no common TLS
   */
  static void begin(SecurityExchange exchange) throws VncException {
    ServerCheck check = ServerCheck.of(exchange);
    Optional<OwnCertificate> own = own(exchange.trust());
    SSLEngine engine = engine(exchange, check, own);
    TlsTransport tls = exchange.protect("TLS", below -> new TlsTransport(below, engine));
    TlsFailures failures = new TlsFailures(exchange, check, own);
    boolean shaken = false;
    try {
      tls.shake();
      shaken = true;
    } catch (IOException | RuntimeException e) {
      throw failures.of(e, false);
    } finally {
      if (shaken) {
        exchange.proved();
      }
    }
    exchange.encryption(tls.encryption());
    exchange.explainBy(e -> failures.afterwards(e));
  }

  private static SSLEngine engine(
      SecurityExchange exchange, ServerCheck check, Optional<OwnCertificate> own) {
    X509ExtendedKeyManager keys =
        own.map(X509ExtendedKeyManager.class::cast).orElse(new NoCertificate(exchange));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {check}, null);
      SSLEngine engine = context.createSSLEngine(exchange.host(), -1);
      engine.setUseClientMode(true);
      return engine;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static Optional<OwnCertificate> own(VncTrust trust) throws VncException {
    if (trust.own().isEmpty()) {
      return Optional.empty();
    }
    VncTrust.ClientCertificate files = trust.own().get();
    List<X509Certificate> chain;
    try {
      chain = PemFiles.certificates(files.certificate());
    } catch (IOException e) {
      throw TlsFailures.unreadable("the client certificate " + files.certificate(), e);
    }
    PrivateKey key;
    try {
      key = PemFiles.privateKey(files.key());
    } catch (IOException e) {
      throw TlsFailures.unreadable("the client's private key " + files.key(), e);
    }
    if (!OwnCertificate.belong(chain.getFirst(), key)) {
      throw new VncException(
          VncException.Kind.AUTHENTICATION,
          "the private key "
              + files.key()
              + " is not the key of the certificate "
              + files.certificate(),
          "Copy the two that were made together; each certificate has its own key.");
    }
    Optional<CertificateDates> problem =
        CertificateDates.problem(chain.getFirst(), Instant.now(), "Have a new one made.");
    if (problem.isPresent()) {
      throw new VncException(
          VncException.Kind.AUTHENTICATION,
          "the client certificate " + files.certificate() + " " + problem.get().message(),
          problem.get().hint());
    }
    return Optional.of(new OwnCertificate(chain, key));
  }

  /** Has none, and remembers that the server asked. */
  private static final class NoCertificate extends X509ExtendedKeyManager {
    private final SecurityExchange exchange;

    NoCertificate(SecurityExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      exchange.ownWanted();
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, java.net.@Nullable Socket socket) {
      exchange.ownWanted();
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, java.net.@Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }
}
