package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.libvirt.transport.TlsFiles.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where certificates are looked for. */
class TlsFilesTest {
  @TempDir Path folder;
  private Place user = Place.folder(Path.of(""));
  private Place system = Place.system(Path.of(""));

  @BeforeEach
  void places() {
    user = Place.folder(folder.resolve("user"));
    system = Place.system(folder.resolve("pki"));
  }

  private static void make(Path... files) throws IOException {
    for (Path file : files) {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  @Test
  void theStandardPlacesAreLibvirts() {
    Path home = Path.of("/home/fred");
    assertThat(TlsFiles.standard(false, home, Optional.empty(), false))
        .containsExactly(
            Place.folder(Path.of("/home/fred/.pki/libvirt")), Place.system(Path.of("/etc/pki")));
    assertThat(TlsFiles.standard(false, home, Optional.empty(), true))
        .containsExactly(Place.system(Path.of("/etc/pki")));
    assertThat(TlsFiles.standard(true, home, Optional.of("/data"), false).getLast())
        .isEqualTo(Place.system(Path.of("/data/libvirt/pki")));
    assertThat(Place.system(Path.of("/etc/pki")).key())
        .isEqualTo(Path.of("/etc/pki/libvirt/private/clientkey.pem"));
  }

  @Test
  void theUsersFilesWinEachForItselfButThePairTogether() throws IOException {
    make(system.authority(), system.certificate(), system.key(), user.certificate());
    TlsFiles half = TlsFiles.in(List.of(user, system));
    assertThat(half.authority()).contains(system.authority());
    assertThat(half.certificate()).contains(system.certificate());
    assertThat(half.key()).contains(system.key());
    make(user.key(), user.authority());
    TlsFiles whole = TlsFiles.in(List.of(user, system));
    assertThat(whole.authority()).contains(user.authority());
    assertThat(whole.certificate()).contains(user.certificate());
  }

  @Test
  void halfAPairIsNamed() throws IOException {
    assertThat(TlsFiles.in(List.of(user)).withoutPair()).contains(user.key().toString());
    make(user.certificate());
    assertThat(TlsFiles.in(List.of(user)).withoutPair()).contains("only " + user.certificate());
  }
}
