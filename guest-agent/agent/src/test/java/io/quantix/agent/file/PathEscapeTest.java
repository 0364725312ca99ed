package io.quantix.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.policy.PathPolicy;
import io.quantix.agent.policy.Policies;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to files that the policy keeps from the host, each of which is refused with its code. */
class PathEscapeTest {
  @TempDir Path folder;
  private GuestFiles files;
  private Path secret;

  @BeforeEach
  void guest() throws Exception {
    folder = folder.toRealPath();
    Files.createDirectories(folder.resolve("vault/inner"));
    secret = Files.writeString(folder.resolve("vault/inner/secret"), "the secret");
    Files.createDirectories(folder.resolve("open/sub"));
    Files.writeString(folder.resolve("open/plain"), "plain");
    Files.createSymbolicLink(folder.resolve("open/link"), secret);
    Files.createSymbolicLink(folder.resolve("open/relative"), Path.of("../vault/inner/secret"));
    Files.createSymbolicLink(folder.resolve("open/dir"), folder.resolve("vault"));
    Files.createSymbolicLink(folder.resolve("open/chain"), folder.resolve("open/link"));
    Files.createSymbolicLink(folder.resolve("open/loop"), folder.resolve("open/loop"));
    Files.createSymbolicLink(folder.resolve("open/nothing"), folder.resolve("vault/not-there"));
    Files.createSymbolicLink(folder.resolve("open/away"), folder.resolve("elsewhere"));
    Files.createLink(folder.resolve("open/hard"), secret);
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(folder.resolve("elsewhere/file"), "elsewhere");
    files =
        guest(
            """
            allow_file_write_paths: [%1$s/open]
            deny_file_read_paths: [%1$s/vault, /etc/shadow]
            """
                .formatted(folder));
  }

  private static GuestFiles guest(String policy) {
    return new GuestFiles(
        new PathPolicy(Policies.of(policy)), new AccountDatabase(SystemFiles.running()), 65_536);
  }

  private String path(String pattern) {
    return pattern.replace("F", folder.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "F/vault/inner/secret,4009",
    "F/vault,4009",
    "F/vault/not-there,4009",
    "F/vault/inner/secret/below,4009",
    "F/open/link,4009",
    "F/open/relative,4009",
    "F/open/chain,4009",
    "F/open/dir/inner/secret,4009",
    "F/open/nothing,4009",
    "F/open/hard,4009",
    "/proc/self/rootF/vault/inner/secret,4009",
    "/proc/thread-self/rootF/open/link,4009",
    "/proc/self/root/etc/shadow,4009",
    "/etc/shadow,4009",
    "F/open/../vault/inner/secret,4007",
    "F/open/./plain,4007",
    "F/open/loop,4007",
    "open/plain,4007",
    "../etc/shadow,4007",
    "'',4007",
    "F//vault//inner//secret,4009",
    "F/vault/inner/secret/,4009",
    "F/open/．．/vault/inner/secret,4001",
    "F/open\u2215..\u2215vault,4001",
    "F/open/%2e%2e/vault,4001",
    "F/VAULT/inner/secret,4001",
    "F/open/plain/,ok",
    "F/open/plain/x,4005",
    "F/open/missing,4001",
    "F/open/sub,4006",
    "/proc/self/environ,8003",
    "/proc/self/mem,8003",
    "/proc/1/environ,8003",
    "/proc/kcore,8003",
    "/dev/mem,8003",
    "/dev/null,8003",
    "/dev/stdin,8003",
    "F/open/plain,ok",
  })
  void reading(String pattern, String expected) throws Exception {
    String path = path(pattern);
    if (expected.equals("ok")) {
      assertThat(files.read(path, 0, 0).data()).isEqualTo("plain".getBytes(StandardCharsets.UTF_8));
      return;
    }
    AgentException refusal =
        catchThrowableOfType(AgentException.class, () -> files.read(path, 0, 0));
    if (pattern.equals("/dev/stdin")) {
      // What it comes to depends on how this JVM was started; never what is behind it.
      assertThat(refusal).isNotNull();
      return;
    }
    assertThat(refusal).as(path).isNotNull();
    assertThat(refusal.code().number()).isEqualTo(Integer.parseInt(expected));
    assertThat(refusal.reason()).doesNotContain("secret");
    if (expected.equals("4009")) {
      assertThat(refusal.context()).isEmpty();
    }
  }

  @Test
  void aPathWithAZeroByteOrOverFourThousandBytesIsRefused() {
    for (String path : new String[] {"/etc/pass\0wd", "/" + "a/".repeat(3_000)}) {
      assertThat(catchThrowableOfType(AgentException.class, () -> files.read(path, 0, 0)).code())
          .isEqualTo(ErrorCode.PATH_TRAVERSAL_BLOCKED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F/elsewhere/file,4008",
    "F/elsewhere/new,4008",
    "F/not/there/at/all,4008",
    "F/open/away/file,4008",
    "F/open/away/new,4008",
    "F/open/link,4008",
    "F/open/hard,4008",
    "F/open/nothing,4008",
    "F/open/../elsewhere/new,4007",
    "/proc/self/rootF/elsewhere/new,4008",
    "/proc/self/cwd/new,4008",
    "F/open/loop,4007",
    "F/opened,4008",
    "/dev/sda,8003",
    "/proc/sys/kernel/core_pattern,8003",
    "/proc/sysrq-trigger,8003",
    "/sys/power/state,8003",
    "F/open/sub,4006",
    "F/open/plain,ok",
    "F/open/new,ok",
    "/proc/self/rootF/open/new,ok",
  })
  void writing(String pattern, String expected) throws Exception {
    String path = path(pattern);
    ByteBuffer data = ByteBuffer.wrap("plaintext".getBytes(StandardCharsets.UTF_8));
    if (expected.equals("ok")) {
      assertThat(files.write(path, data, 0, Optional.empty())).isEqualTo(9);
      return;
    }
    AgentException written =
        catchThrowableOfType(
            AgentException.class, () -> files.write(path, data, 0, Optional.empty()));
    assertThat(written).as(path).isNotNull();
    assertThat(written.code().number()).isEqualTo(Integer.parseInt(expected));
    if (!pattern.equals("F/open/hard")) {
      AgentException uploaded =
          catchThrowableOfType(
              AgentException.class, () -> files.upload(UploadRequest.of(path)).close());
      assertThat(uploaded).as("upload " + path).isNotNull();
      assertThat(uploaded.code().number()).isIn(Integer.parseInt(expected), 4003);
    }
    assertThat(secret).hasContent("the secret");
    assertThat(folder.resolve("elsewhere/file")).hasContent("elsewhere");
    assertThat(folder.resolve("elsewhere/new")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "F/elsewhere,4008",
    "F/open/away/file,4008",
    "F/open/dir/inner,4008",
    "F/open/../elsewhere,4007",
    "F,4008",
    "/,4013",
  })
  void deletingAndMakingDirectories(String pattern, String expected) {
    String path = path(pattern);
    assertThat(
            catchThrowableOfType(AgentException.class, () -> files.directories().delete(path, true))
                .code()
                .number())
        .isEqualTo(Integer.parseInt(expected));
    if (!expected.equals("4013")) {
      assertThat(
              catchThrowableOfType(
                      AgentException.class,
                      () -> files.directories().create(path + "/made", true, 0755))
                  .code()
                  .number())
          .isEqualTo(Integer.parseInt(expected));
    }
    assertThat(secret).exists();
    assertThat(folder.resolve("elsewhere/file")).exists();
  }

  @Test
  void deletingALinkLeavesWhatItPointsTo() throws Exception {
    assertThat(files.directories().delete(path("F/open/dir"), true)).isEqualTo(1);
    assertThat(folder.resolve("open/dir")).doesNotExist();
    assertThat(secret).exists();
    Files.createSymbolicLink(folder.resolve("open/sub/out"), folder.resolve("elsewhere"));
    assertThat(files.directories().delete(path("F/open/sub"), true)).isEqualTo(2);
    assertThat(folder.resolve("elsewhere/file")).exists();
  }

  @Test
  void whatMayNotBeReadIsNeitherListedNorLookedAt() {
    for (String path : new String[] {"F/vault", "F/open/dir", "F/vault/inner"}) {
      assertThat(
              catchThrowableOfType(
                      AgentException.class, () -> files.directories().list(path(path), true, 0, ""))
                  .code())
          .isEqualTo(ErrorCode.READ_PATH_BLOCKED);
      assertThat(
              catchThrowableOfType(
                      AgentException.class, () -> files.directories().stat(path(path), true))
                  .code())
          .isEqualTo(ErrorCode.READ_PATH_BLOCKED);
    }
  }

  /**
   * Another process swaps a file, and a directory, for a link to the secret all the while. Whatever
   * is read is the file, or a refusal; whatever is written lands in the open directory.
   */
  @Test
  void swappingForALinkWhileItIsOpenedGetsNobodyAnywhere() throws Exception {
    Path swapped = folder.resolve("open/swapped");
    Path directory = folder.resolve("open/turning");
    Path real = Files.createDirectories(folder.resolve("open/real"));
    Files.writeString(real.resolve("secret"), "harmless");
    Files.createDirectories(folder.resolve("open/spare"));
    AtomicBoolean stop = new AtomicBoolean();
    Thread attacker =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!stop.get()) {
                  replace(swapped, false);
                  Files.deleteIfExists(directory);
                  Files.createSymbolicLink(directory, folder.resolve("vault/inner"));
                  replace(swapped, true);
                  Files.deleteIfExists(directory);
                  Files.createSymbolicLink(directory, real);
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    try {
      int read = 0;
      int refused = 0;
      for (int i = 0; i < 400 || ((read == 0 || refused == 0) && i < 100_000); i++) {
        String path = i % 2 == 0 ? swapped.toString() : directory + "/secret";
        try {
          assertThat(new String(files.read(path, 0, 0).data(), StandardCharsets.UTF_8))
              .isEqualTo("harmless");
          read++;
        } catch (AgentException e) {
          assertThat(e.code().number()).isIn(4001, 4005, 4007, 4009);
          refused++;
        }
        try {
          files.write(directory + "/written", ByteBuffer.wrap(new byte[1]), 0, Optional.empty());
        } catch (AgentException e) {
          assertThat(e.code().number()).isIn(4001, 4003, 4004, 4005, 4007, 4008);
        }
      }
      assertThat(read).isPositive();
      assertThat(refused).isPositive();
      assertThat(folder.resolve("vault/inner/written")).doesNotExist();
      assertThat(secret).hasContent("the secret");
    } finally {
      stop.set(true);
      attacker.join();
    }
  }

  private void replace(Path path, boolean link) throws Exception {
    Path spare = folder.resolve("open/spare/" + link);
    Files.deleteIfExists(spare);
    if (link) {
      Files.createSymbolicLink(spare, secret);
    } else {
      Files.writeString(spare, "harmless");
    }
    try {
      Files.move(spare, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
