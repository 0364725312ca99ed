package io.quantix.authentication.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.lab.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.Signature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates as openssl writes them. */
class PemFilesTest {
  @TempDir static Path folder;
  private static Certificates made;

  @BeforeAll
  static void anAuthority() {
    made = new Certificates(folder, "Quantix Lab CA");
  }

  private static void isKeyOfItsCertificate(String name, String begin, String algorithm)
      throws Exception {
    made.certify(name, name, "", 2);
    Path key = folder.resolve(name + "key.pem");
    assertThat(Files.readString(key)).contains("-----BEGIN " + begin + "-----");
    PublicKey known =
        PemFiles.certificates(folder.resolve(name + "cert.pem")).getFirst().getPublicKey();
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(PemFiles.privateKey(key));
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    signature.update((byte) 1);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void rsaInBothForms() throws Exception {
    made.key("pkcs1", "genrsa", "-traditional");
    isKeyOfItsCertificate("pkcs1", "RSA PRIVATE KEY", "SHA256withRSA");
    made.key("pkcs8", "genpkey", "-algorithm", "RSA");
    isKeyOfItsCertificate("pkcs8", "PRIVATE KEY", "SHA256withRSA");
  }

  @Test
  void curvesInBothForms() throws Exception {
    // With a block of parameters before the key, as openssl puts it.
    made.key("sec1", "ecparam", "-genkey", "-name", "prime256v1");
    isKeyOfItsCertificate("sec1", "EC PRIVATE KEY", "SHA256withECDSA");
    made.key("sec1-521", "ecparam", "-genkey", "-name", "secp521r1", "-noout");
    isKeyOfItsCertificate("sec1-521", "EC PRIVATE KEY", "SHA512withECDSA");
    made.key("ec8", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp384r1");
    isKeyOfItsCertificate("ec8", "PRIVATE KEY", "SHA384withECDSA");
    made.key("ed25519", "genpkey", "-algorithm", "ed25519");
    isKeyOfItsCertificate("ed25519", "PRIVATE KEY", "Ed25519");
  }

  @Test
  void aBundleHasItsCertificatesInOrderAmongAnyText() throws IOException {
    made.sign("leaf", "leaf", "", 2);
    Path bundle = folder.resolve("bundle.pem");
    Files.writeString(
        bundle,
        "Subject: leaf\r\n\r\n"
            + Files.readString(folder.resolve("leafcert.pem")).replace("\n", "\r\n")
            + "and who signed it\n"
            + Files.readString(folder.resolve("cacert.pem")));
    assertThat(PemFiles.certificates(bundle))
        .extracting(each -> each.getSubjectX500Principal().getName())
        .containsExactly("CN=leaf", "CN=Quantix Lab CA");
  }

  @Test
  void anEncryptedKeyIsCalledSo() {
    made.key("secret8", "genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:x");
    made.key("secret1", "genrsa", "-traditional", "-aes256", "-passout", "pass:x");
    for (String name : new String[] {"secret8", "secret1"}) {
      assertThatThrownBy(() -> PemFiles.privateKey(folder.resolve(name + "key.pem")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("encrypted")
          .hasMessageContaining("openssl pkey");
    }
  }

  @Test
  void whatIsNoKeyIsRefused() throws IOException {
    for (String body : new String[] {"", "AAAA", "MAA=", "MIIB", "MIQ/////", "MAYCAQEEAQA=", "!"}) {
      for (String label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
        Path file = folder.resolve("damaged.pem");
        Files.writeString(
            file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
        assertThatThrownBy(() -> PemFiles.privateKey(file)).isInstanceOf(IOException.class);
      }
    }
    assertThatThrownBy(() -> PemFiles.privateKey(folder.resolve("cacert.pem")))
        .hasMessageContaining("there is no private key in it");
    assertThatThrownBy(() -> PemFiles.certificates(folder.resolve("cakey.pem")))
        .hasMessageContaining("there is no certificate in it");
  }
}
