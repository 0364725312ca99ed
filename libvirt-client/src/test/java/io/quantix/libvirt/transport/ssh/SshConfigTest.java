package io.quantix.libvirt.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations, as {@code ssh -G} and our own parser read them. */
@SuppressWarnings("NullAway.Init")
class SshConfigTest {
  @TempDir Path home;

  private SshSettings settings(boolean program, String config) throws IOException {
    Path file = home.resolve(".ssh/config");
    Files.createDirectories(home.resolve(".ssh/conf.d"));
    Files.writeString(file, config);
    return new SshSettings(
        home,
        "me",
        List.of(file),
        false,
        home.resolve("system_known_hosts"),
        program ? Optional.of(Path.of("/usr/bin/ssh")) : Optional.empty(),
        Optional.of(home.resolve("agent")));
  }

  private static SshTarget resolve(SshSettings settings, String host) throws LibvirtException {
    return SshConfig.resolve(host, Optional.empty(), OptionalInt.empty(), settings);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHostIsWhatItsSectionSays(boolean program) throws Exception {
    SshSettings settings =
        settings(
            program,
            """
            # comment
            Host web-? !web-3
              HostName %h.example.org
              User=admin
              Port 2200
              IdentityFile %d/keys/%r@%h
              IdentityFile "/with blank/key"
              IdentityAgent /run/%r.agent
              ProxyJump first,op@second:2222
              UserKnownHostsFile /a /b
              HashKnownHosts yes
            Host *
              User nobody
              port = 22
            """);
    SshTarget web = resolve(settings, "web-1");
    assertThat(web.hostName()).isEqualTo("web-1.example.org");
    assertThat(web.user()).isEqualTo("admin");
    assertThat(web.port()).isEqualTo(2200);
    assertThat(web.keyFiles().getLast()).isEqualTo(Path.of("/with blank/key"));
    assertThat(web.keyFiles().getFirst().toString()).endsWith("/keys/admin@web-1.example.org");
    assertThat(web.agent().orElseThrow()).isEqualTo(Path.of("/run/admin.agent"));
    assertThat(web.proxyJump()).containsExactly("first", "op@second:2222");
    assertThat(web.userKnownHosts()).containsExactly(Path.of("/a"), Path.of("/b"));
    assertThat(web.hashKnownHosts()).isTrue();
    assertThat(web.knownAs()).isEqualTo("[web-1.example.org]:2200");
    SshTarget other = resolve(settings, "web-3");
    assertThat(other.hostName()).isEqualTo("web-3");
    assertThat(other.user()).isEqualTo("nobody");
    assertThat(other.proxyJump()).isEmpty();
    assertThat(other.keyFiles().getFirst()).isEqualTo(home.resolve(".ssh/id_ed25519"));
    assertThat(other.keyFilesAsked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theUriIsBeforeTheConfiguration(boolean program) throws Exception {
    SshSettings settings = settings(program, "Host *\n  User someone\n  Port 99\n");
    SshTarget target =
        SshConfig.resolve(
            ConnectionUri.parse(
                "qemu+ssh://root@box:2022/system?keyfile=/k&known_hosts=/h&no_verify=1"),
            settings);
    assertThat(target.words()).isEqualTo("root@box:2022");
    assertThat(target.keyFiles()).containsExactly(Path.of("/k"));
    assertThat(target.identitiesOnly()).isTrue();
    assertThat(target.userKnownHosts()).containsExactly(Path.of("/h"));
    assertThat(target.trust()).isEqualTo(SshTarget.UnknownHosts.NO_CHECK);
  }

  @Test
  void filesAreIncluded() throws Exception {
    SshSettings settings =
        settings(
            false, "Include " + home + "/.ssh/conf.d/*.conf ~/.ssh/none\nHost *\n User last\n");
    Files.writeString(home.resolve(".ssh/conf.d/b.conf"), "Host box\n User second\n Port 7\n");
    Files.writeString(home.resolve(".ssh/conf.d/a.conf"), "Host box\n User first\n");
    Files.writeString(home.resolve(".ssh/conf.d/c.txt"), "Host box\n Port 8\n");
    SshTarget box = resolve(settings, "box");
    assertThat(box.user()).isEqualTo("first");
    assertThat(box.port()).isEqualTo(7);
    assertThat(resolve(settings, "other").user()).isEqualTo("last");
    Files.writeString(home.resolve(".ssh/conf.d/a.conf"), "Include ~/.ssh/config\n");
    assertThatThrownBy(() -> resolve(settings, "box"))
        .isInstanceOf(LibvirtException.class)
        .hasMessageContaining("includes itself");
  }

  @Test
  void aJumpIsTakenApart() throws Exception {
    SshSettings settings = settings(false, "Host gate\n  HostName gate.example\n");
    assertThat(SshConfig.resolveJump("me@gate:2222", settings).words()).isEqualTo("me@gate:2222");
    assertThat(SshConfig.resolveJump("gate", settings).hostName()).isEqualTo("gate.example");
    assertThat(SshConfig.resolveJump("ssh://a@[fe80::1]:24", settings).hostName())
        .isEqualTo("fe80::1");
    assertThat(SshConfig.resolveJump("fe80::1", settings).port()).isEqualTo(22);
  }

  @Test
  void whatLooksLikeAnOptionIsNoHost() throws Exception {
    SshSettings settings = settings(true, "");
    assertThatThrownBy(() -> resolve(settings, "-oProxyCommand"))
        .isInstanceOf(LibvirtException.class);
  }

  @Test
  void patternsAreGlobs() {
    assertThat(SshConfigFile.glob("*.example.*", "a.B.Example.org")).isTrue();
    assertThat(SshConfigFile.glob("a?c", "abbc")).isFalse();
    assertThat(SshConfigFile.glob("*", "")).isTrue();
    assertThat(SshConfigFile.matches(List.of("!a*", "*"), "abc")).isFalse();
    assertThat(SshConfigFile.matches(List.of("!a*"), "b")).isFalse();
  }

  @Test
  void aShellTakesAnyWordAsItIs() throws Exception {
    String nasty = "a'b\"c $(touch /tmp/x) `id` \\ ; & | * ~ !\n\tz";
    Process echo = new ProcessBuilder("sh", "-c", "printf %s " + Shell.quoted(nasty)).start();
    assertThat(
            new String(
                echo.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(nasty);
  }

  @Test
  void aBufferKeepsOrderAndEndsAloneWhenItIsFull() throws Exception {
    ChannelBuffer buffer = new ChannelBuffer(1 << 20, false);
    java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(70_000);
    int sent = 0;
    int got = 0;
    for (int round = 0; round < 40; round++) {
      byte[] piece = new byte[50_000 + round];
      for (int i = 0; i < piece.length; i++) {
        piece[i] = (byte) sent++;
      }
      buffer.write(piece, 0, piece.length);
      out.clear().limit(45_000);
      buffer.read(out);
      for (out.flip(); out.hasRemaining(); ) {
        assertThat(out.get()).isEqualTo((byte) got++);
      }
    }
    buffer.close();
    while (buffer.read(out.clear()) >= 0) {
      for (out.flip(); out.hasRemaining(); ) {
        assertThat(out.get()).isEqualTo((byte) got++);
      }
    }
    assertThat(got).isEqualTo(sent);
    ChannelBuffer full = new ChannelBuffer(1 << 17, false);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                full.write(new byte[10_000], 0, 10_000);
              }
            })
        .hasMessageContaining("too slow");
    assertThatThrownBy(() -> full.read(out.clear())).hasMessageContaining("too slow");
  }

  @Test
  void linesOfKnownHostsAreFound() throws Exception {
    Path file = home.resolve("hosts");
    String key = "AAAAC3NzaC1lZDI1NTE5AAAAIMJ7fxD8Gx4ZBKjBgSWpyNzbEtZmbMfJ2WCYTgSYYQy2";
    Files.writeString(
        file,
        "\n# nothing\n*.lab,!bad.lab ssh-ed25519 "
            + key
            + " who\r\n@revoked old ssh-ed25519 "
            + key
            + "\nbroken ssh-ed25519 ???\n[box]:2222 ssh-ed25519 "
            + key);
    KnownHosts known = KnownHosts.read(List.of(file, home.resolve("not-there")));
    assertThat(known.of("a.lab")).singleElement().matches(each -> each.line() == 3);
    assertThat(known.of("bad.lab")).isEmpty();
    assertThat(known.of("old")).singleElement().matches(KnownHosts.Entry::isRevoked);
    assertThat(known.of("broken")).isEmpty();
    assertThat(known.of("[box]:2222")).hasSize(1);
    assertThat(known.of("box")).isEmpty();
    byte[] blob = known.of("a.lab").getFirst().bytes();
    KnownHosts.remember(file, "new.host", blob, true);
    assertThat(KnownHosts.read(List.of(file)).of("NEW.host")).hasSize(1);
    assertThat(KnownHosts.read(List.of(file)).of("[box]:2222")).hasSize(1);
    assertThat(KnownHosts.type(blob)).isEqualTo("ssh-ed25519");
    assertThat(KnownHosts.type(new byte[] {0, 0, 1, 0})).isEmpty();
  }
}
