package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which certificate files a connection uses, by libvirt's rules (its docs/kbase/tlscerts.rst and
 * virnettlscontext.c): a folder that the URI names; else what a user who is not root has in {@code
 * ~/.pki/libvirt}; else the system's. The client's certificate and its key count only as a pair.
 *
 * @param authority who vouches for hosts: {@code cacert.pem}
 * @param revocations {@code cacrl.pem}, if there is one
 * @param certificate ours: {@code clientcert.pem}; empty if there is none, and the host may not ask
 * @param key its private key: {@code clientkey.pem}
 * @param soughtAuthority where the first was looked for
 * @param soughtPair where the last two were looked for
 */
record TlsFiles(
    Optional<Path> authority,
    Optional<Path> revocations,
    Optional<Path> certificate,
    Optional<Path> key,
    List<Path> soughtAuthority,
    List<Path> soughtPair) {

  /** One place that has the files. */
  record Place(Path authority, Path revocations, Path certificate, Path key) {
    /** All in one folder. */
    static Place folder(Path folder) {
      return new Place(
          folder.resolve("cacert.pem"),
          folder.resolve("cacrl.pem"),
          folder.resolve("clientcert.pem"),
          folder.resolve("clientkey.pem"));
    }

    /** Spread as the system's are, below {@code /etc/pki}. */
    static Place system(Path pki) {
      return new Place(
          pki.resolve("CA").resolve("cacert.pem"),
          pki.resolve("CA").resolve("cacrl.pem"),
          pki.resolve("libvirt").resolve("clientcert.pem"),
          pki.resolve("libvirt").resolve("private").resolve("clientkey.pem"));
    }
  }

  /** Finds the files of a connection. */
  static TlsFiles of(String text, ConnectionUri uri) throws LibvirtException {
    String named = uri.parameters().getOrDefault("pkipath", "");
    if (!named.isEmpty()) {
      Path folder;
      try {
        folder = Path.of(named);
      } catch (java.nio.file.InvalidPathException e) {
        throw ConnectionUri.bad(text, "its pkipath '" + named + "' is no path");
      }
      if (!Files.isDirectory(folder)) {
        throw new LibvirtException(
            Kind.UNTRUSTED,
            0,
            0,
            "the folder of certificates that '" + text + "' names is not there: " + folder,
            "Put cacert.pem, clientcert.pem and clientkey.pem there, or leave pkipath away.");
      }
      return in(List.of(Place.folder(folder)));
    }
    return in(
        standard(
            System.getProperty("os.name", "").startsWith("Windows"),
            Path.of(System.getProperty("user.home", "")),
            Optional.ofNullable(System.getenv("APPDATA")),
            DaemonSockets.isRoot()));
  }

  /** libvirt's own places for this kind of system and user, first the one that wins. */
  static List<Place> standard(boolean windows, Path home, Optional<String> appData, boolean root) {
    Place user = Place.folder(home.resolve(".pki").resolve("libvirt"));
    if (windows) {
      Path data = appData.map(Path::of).orElse(home.resolve("AppData").resolve("Roaming"));
      return List.of(user, Place.system(data.resolve("libvirt").resolve("pki")));
    }
    Place system = Place.system(Path.of("/etc/pki"));
    return root ? List.of(system) : List.of(user, system);
  }

  /** The files that are there, each from the first place that has it. */
  static TlsFiles in(List<Place> places) {
    Optional<Place> pair =
        places.stream()
            .filter(place -> Files.exists(place.certificate()) && Files.exists(place.key()))
            .findFirst();
    return new TlsFiles(
        places.stream().map(Place::authority).filter(Files::exists).findFirst(),
        places.stream().map(Place::revocations).filter(Files::exists).findFirst(),
        pair.map(Place::certificate),
        pair.map(Place::key),
        places.stream().map(Place::authority).toList(),
        places.stream().flatMap(place -> Stream.of(place.certificate(), place.key())).toList());
  }

  /** Where our certificate should be and what of it is there, for a message. */
  String withoutPair() {
    List<Path> half = soughtPair.stream().filter(Files::exists).toList();
    return half.isEmpty()
        ? "there is no client certificate here (looked for " + join(soughtPair) + ")"
        : "of the client's certificate and key only " + join(half) + " can be found";
  }

  static String join(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }

  /** What a failure to read one of the files means. */
  static LibvirtException unreadable(Kind kind, String what, Path file, IOException e) {
    boolean denied = e instanceof java.nio.file.AccessDeniedException;
    String why = denied ? "permission denied" : String.valueOf(e.getMessage());
    return new LibvirtException(
        kind,
        0,
        0,
        what + " " + file + " cannot be read: " + why,
        denied
            ? "Let this user read the file, or put files of your own into ~/.pki/libvirt or a"
                + " folder that ?pkipath= names."
            : "Put the right file there, in PEM format.",
        e);
  }
}
