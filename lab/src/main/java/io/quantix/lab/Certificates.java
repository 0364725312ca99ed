package io.quantix.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority in a folder, made by openssl, and what it signs. */
public final class Certificates {
  private final Path folder;

  /** Makes the authority: {@code cacert.pem} and its key. */
  public Certificates(Path folder, String name) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-days",
        "2",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
        "-keyout",
        path("cakey.pem"),
        "-out",
        path("cacert.pem"));
  }

  /** Where everything is. */
  public Path folder() {
    return folder;
  }

  /**
   * Signs {@code NAMEcert.pem} for the new key {@code NAMEkey.pem}.
   *
   * @param alternatives the subjectAltName, {@code DNS:localhost,IP:127.0.0.1}; empty for none
   * @param days how long it is valid; negative for one that has expired
   */
  public void sign(String name, String commonName, String alternatives, int days) {
    key(name, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1");
    certify(name, commonName, alternatives, days);
  }

  /** Makes {@code NAMEcert.pem} for a new key {@code NAMEkey.pem}, signed by itself. */
  public void selfSigned(String name, String commonName, String alternatives) {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=" + commonName,
        "-days",
        "2",
        "-addext",
        "subjectAltName=" + alternatives,
        "-keyout",
        path(name + "key.pem"),
        "-out",
        path(name + "cert.pem"));
  }

  /** Makes a key {@code NAMEkey.pem} by an openssl command. */
  public void key(String name, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("-out", path(name + "key.pem")));
    openssl(words.toArray(String[]::new));
  }

  /** Signs a certificate for a key that is there. */
  public void certify(String name, String commonName, String alternatives, int days) {
    String request = path(name + ".csr");
    openssl(
        "req",
        "-new",
        "-key",
        path(name + "key.pem"),
        "-subj",
        "/CN=" + commonName,
        "-out",
        request);
    try {
      Path extensions =
          Files.writeString(
              folder.resolve(name + ".ext"),
              "keyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\n"
                  + (alternatives.isEmpty() ? "" : "subjectAltName=" + alternatives + "\n"),
              StandardCharsets.UTF_8);
      openssl(
          "x509",
          "-req",
          "-in",
          request,
          "-CA",
          path("cacert.pem"),
          "-CAkey",
          path("cakey.pem"),
          "-CAcreateserial",
          "-days",
          Integer.toString(days),
          "-extfile",
          extensions.toString(),
          "-out",
          path(name + "cert.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signs {@code NAMEcert.pem} for a new key, valid between two dates. */
  public void signBetween(
      String name, String commonName, String alternatives, Instant from, Instant until) {
    sign(name, commonName, alternatives, 1);
    DateTimeFormatter date =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    try {
      Files.writeString(folder.resolve("index.txt"), "");
      Files.writeString(
          folder.resolve("ca.conf"),
          """
          [ca]
          default_ca = it
          [it]
          database = %1$s/index.txt
          new_certs_dir = %1$s
          rand_serial = yes
          default_md = sha256
          policy = names
          [names]
          commonName = supplied
          """
              .formatted(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "ca",
        "-batch",
        "-notext",
        "-config",
        path("ca.conf"),
        "-cert",
        path("cacert.pem"),
        "-keyfile",
        path("cakey.pem"),
        "-in",
        path(name + ".csr"),
        "-extfile",
        path(name + ".ext"),
        "-startdate",
        date.format(from),
        "-enddate",
        date.format(until),
        "-out",
        path(name + "cert.pem"));
  }

  /** Copies files elsewhere: pairs of a name here and a name there. */
  public Path copy(Path to, String... names) {
    try {
      Files.createDirectories(to);
      for (int i = 0; i < names.length; i += 2) {
        Files.copy(
            folder.resolve(names[i]),
            to.resolve(names[i + 1]),
            StandardCopyOption.REPLACE_EXISTING);
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void openssl(String... arguments) {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
