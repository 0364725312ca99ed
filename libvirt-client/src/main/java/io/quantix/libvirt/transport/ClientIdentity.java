package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Our certificate and its private key, shown to every host that asks. Which authorities the host
 * names does not matter: it had better say itself that it does not want the certificate.
 */
final class ClientIdentity extends X509ExtendedKeyManager {
  private static final String ALIAS = "client";
  private final X509Certificate[] chain;
  private final PrivateKey key;

  private ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain.toArray(X509Certificate[]::new);
    this.key = key;
  }

  /**
   * Reads it; empty if there is none.
   *
   * @param sane whether its dates are checked, too
   * @throws LibvirtException of kind DENIED if a file cannot be read, the two do not belong
   *     together, or it is out of date
   */
  static Optional<ClientIdentity> read(TlsFiles files, boolean sane) throws LibvirtException {
    if (files.certificate().isEmpty() || files.key().isEmpty()) {
      return Optional.empty();
    }
    Path certificateFile = files.certificate().get();
    Path keyFile = files.key().get();
    List<X509Certificate> chain;
    try {
      chain = PemFiles.certificates(certificateFile);
    } catch (IOException e) {
      throw TlsFiles.unreadable(Kind.DENIED, "the client certificate", certificateFile, e);
    }
    PrivateKey key;
    try {
      key = PemFiles.privateKey(keyFile);
    } catch (IOException e) {
      throw TlsFiles.unreadable(Kind.DENIED, "the client's private key", keyFile, e);
    }
    X509Certificate own = chain.getFirst();
    if (!belong(own, key)) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          "the private key " + keyFile + " is not the key of the certificate " + certificateFile,
          "Copy the two that were made together; each certificate has its own key.");
    }
    if (sane) {
      checkDates(own, certificateFile);
    }
    return Optional.of(new ClientIdentity(chain, key));
  }

  private static void checkDates(X509Certificate own, Path file) throws LibvirtException {
    Optional<CertificateDates> problem =
        CertificateDates.problem(own, Instant.now(), "Have a new one made.");
    if (problem.isPresent()) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          "the client certificate " + file + " " + problem.get().message(),
          problem.get().hint());
    }
  }

  /** Our certificate itself. */
  X509Certificate certificate() {
    return chain[0];
  }

  private static boolean belong(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] probe = {'q', 'u', 'a', 'n', 't', 'i', 'x'};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // Keys of two kinds; RSASSA-PSS needs parameters to be tried, and the host will tell.
      return algorithm.equals("RSASSA-PSS");
    }
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  private @Nullable String alias(String[] keyTypes) {
    return List.of(keyTypes).contains(chain[0].getPublicKey().getAlgorithm()) ? ALIAS : null;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }
}
