package io.quantix.desktop.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.keyring.SecretName;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.transport.VncAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved VNC servers: in the settings, their passwords in the keyring and nowhere else. */
class SavedServersTest {
  private static final ServerEntry WEB =
      new ServerEntry("Web", "vnc://web:5901", "", List.of(), "");
  private static final ServerEntry DB =
      new ServerEntry("Db", "ws://db:80/ws?token=t", "ada", List.of("VNC"), "socks5://p:1080");

  @TempDir Path folder;

  private final MemoryKeyring keyring = new MemoryKeyring();
  private final ServerPasswords passwords = new ServerPasswords(keyring, _ -> {});

  private SettingsStore settings() {
    return new SettingsStore(
        folder.resolve("settings.json"),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  @Test
  void areThereAfterARestart() throws Exception {
    SettingsStore settings = settings();
    SavedServers servers = new SavedServers(settings, passwords);
    assertThat(servers.entries()).isEmpty();
    servers.add(WEB);
    servers.add(DB);
    ServerEntry renamed = new ServerEntry("The web", WEB.address(), "", List.of(), "");
    servers.replace(WEB, renamed);
    settings.flush();
    SavedServers again = new SavedServers(settings(), passwords);
    assertThat(again.entries()).containsExactly(renamed, DB);
    assertThat(again.knows(VncAddress.parse("web:1"))).isTrue();
    assertThat(again.knows(VncAddress.parse("web:2"))).isFalse();
    again.remove(DB);
    assertThat(again.entries()).containsExactly(renamed);
    // The same address twice is one server.
    again.add(WEB);
    assertThat(again.entries()).containsExactly(WEB);
  }

  @Test
  void whatIsKeptOpensTheConsoleTheNextTime() throws Exception {
    SavedServers servers = new SavedServers(settings(), passwords);
    servers.add(WEB);
    ServerConsole console = servers.console(WEB);
    assertThat(console.name().getValue()).isEqualTo("Web");
    assertThat(console.title().getValue()).contains("Web").contains("web:5901");
    assertThat(console.canRemember()).isTrue();
    assertThat(asked(console)).isEmpty();
    console.remember(new VncCredential("grace", "s3cret".toCharArray()));
    keyring.await(2);
    VncCredential known = asked(servers.console(WEB)).orElseThrow();
    assertThat(known.user()).isEqualTo("grace");
    assertThat(new String(known.password())).isEqualTo("s3cret");
    servers.remove(WEB);
    keyring.await(0);
    assertThat(asked(console)).isEmpty();
  }

  @Test
  void noPasswordAndNoTokenIsWhereItDoesNotBelong() throws Exception {
    SettingsStore settings = settings();
    SavedServers servers = new SavedServers(settings, passwords);
    servers.add(WEB);
    servers.add(DB);
    servers.console(WEB).remember(VncCredential.password("s3cret".toCharArray()));
    servers.console(DB).remember(VncCredential.password("s3cret".toCharArray()));
    keyring.await(2);
    settings.flush();
    assertThat(Files.readString(folder.resolve("settings.json"))).doesNotContain("s3cret");
    assertThat(keyring.secrets.keySet())
        .allSatisfy(name -> assertThat(name.asker()).doesNotContain("token"));
  }

  @Test
  void twoConsolesOfOneServerAreOne() {
    SavedServers servers = new SavedServers(settings(), passwords);
    assertThat(servers.console(WEB)).isEqualTo(servers.console(WEB));
    assertThat(servers.console(WEB)).isNotEqualTo(servers.console(DB));
  }

  @Test
  void whatProtectionIsInsistedOnASecureWebSocketHas() throws Exception {
    SavedServers servers = new SavedServers(settings(), passwords);
    List<String> verified = ServerForm.Protection.VERIFIED.names();
    ServerEntry plain = new ServerEntry("Plain", "ws://web:80/", "", verified, "");
    ServerEntry secure = new ServerEntry("Secure", "wss://web:443/", "", verified, "");
    assertThat(options(servers.console(plain)).security()).doesNotContain(VncSecurity.NONE);
    assertThat(options(servers.console(secure)).security()).contains(VncSecurity.NONE);
  }

  private static VncOptions options(ServerConsole console) throws Exception {
    return ((ConsoleTarget.Vnc) console.target().get(60, TimeUnit.SECONDS)).options();
  }

  private static Optional<VncCredential> asked(ServerConsole console) throws Exception {
    return options(console)
        .credentials()
        .ask(new VncCredentials.Request("web", "VeNCrypt", true, true, true));
  }

  /** Keeps secrets for as long as the test runs. */
  private static final class MemoryKeyring implements Keyring {
    private final Map<SecretName, String> secrets = new ConcurrentHashMap<>();

    void await(int count) throws InterruptedException {
      while (secrets.size() != count) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }

    @Override
    public Optional<char[]> find(SecretName name) {
      return Optional.ofNullable(secrets.get(name)).map(String::toCharArray);
    }

    @Override
    public void store(SecretName name, String connection, String label, char[] secret)
        throws KeyringException {
      secrets.put(name, new String(secret));
    }

    @Override
    public void forget(SecretName name) {
      secrets.remove(name);
    }

    @Override
    public void forgetAll(String connection) {
      secrets.keySet().removeIf(name -> name.asker().equals(connection));
    }
  }
}
