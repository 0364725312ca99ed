package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncTrust.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownServersTest {
  @TempDir Path folder;

  private static Identity identity(String kind, String fingerprint) {
    return new Identity("host:5900", kind, "CN=host", "CN=host", fingerprint, "self-signed");
  }

  @Test
  void whatWasTrustedIsThereAtTheNextStart() throws IOException {
    Path file = folder.resolve("deep/known-servers");
    KnownServers servers = new KnownServers(file);
    assertThat(servers.fingerprint("host:5900", "certificate")).isEmpty();
    servers.remember("host:5900", identity("certificate", "AA:BB"));
    servers.remember("host:5900", identity("RSA key", "CC:DD"));
    servers.remember("host:5900", identity("certificate", "EE:FF"));
    KnownServers again = new KnownServers(file);
    assertThat(again.fingerprint("host:5900", "certificate")).contains("EE:FF");
    assertThat(again.fingerprint("host:5900", "RSA key")).contains("CC:DD");
    assertThat(again.fingerprint("other:5900", "certificate")).isEmpty();
  }

  @Test
  void aStrangersNameMakesNoLineOfItsOwn() throws IOException {
    KnownServers servers = new KnownServers(folder.resolve("known-servers"));
    servers.remember("evil\nbank:5900\tcertificate\tAA", identity("certificate", "AA"));
    assertThat(servers.fingerprint("bank:5900", "certificate")).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("known-servers"))).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadTrustsNobody() throws IOException {
    Path file = folder.resolve("known-servers");
    Files.createDirectory(file);
    assertThatThrownBy(() -> new KnownServers(file).fingerprint("host:5900", "certificate"))
        .isInstanceOf(IOException.class);
  }
}
