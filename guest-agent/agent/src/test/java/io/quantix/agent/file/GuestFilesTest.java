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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFilesTest {
  private static final int CHUNK = 65_536;
  @TempDir Path folder;
  private final GuestFiles files =
      new GuestFiles(
          new PathPolicy(Policies.of("")), new AccountDatabase(SystemFiles.running()), CHUNK);

  @BeforeEach
  void real() throws Exception {
    folder = folder.toRealPath();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static ErrorCode refused(ThrowingCallable call) {
    return catchThrowableOfType(AgentException.class, call).code();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Test
  void aFileIsReadChunkByChunkFromAnyOffset() throws Exception {
    byte[] content = random(CHUNK * 2 + 100);
    Files.write(folder.resolve("file"), content);
    FileChunk first = files.read(path("file"), 0, 0);
    assertThat(first.data()).hasSize(CHUNK).isEqualTo(java.util.Arrays.copyOf(content, CHUNK));
    assertThat(first.total()).isEqualTo(content.length);
    assertThat(first.end()).isFalse();
    FileChunk last = files.read(path("file"), 2 * CHUNK, 1 << 30);
    assertThat(last.data()).hasSize(100);
    assertThat(last.end()).isTrue();
    FileChunk some = files.read(path("file"), 10, 5);
    assertThat(some.data()).isEqualTo(java.util.Arrays.copyOfRange(content, 10, 15));
    assertThat(some.end()).isFalse();
    FileChunk none = files.read(path("file"), content.length, 0);
    assertThat(none.data()).isEmpty();
    assertThat(none.end()).isTrue();
    assertThat(refused(() -> files.read(path("file"), content.length + 1, 0)))
        .isEqualTo(ErrorCode.INVALID_OFFSET);
    assertThat(refused(() -> files.read(path("file"), -1, 0))).isEqualTo(ErrorCode.INVALID_OFFSET);
  }

  @Test
  void whatTheKernelMakesUpIsReadToItsEnd() throws Exception {
    String text = new String(files.read("/proc/meminfo", 0, 0).data(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("MemTotal:");
    assertThat(files.read("/proc/meminfo", 0, 0).end()).isTrue();
    assertThat(files.read("/proc/meminfo", 0, 4).end()).isFalse();
  }

  @Test
  void whatIsNoFileHasItsCodeAndNobodyWaitsForAPipe() throws Exception {
    assertThat(refused(() -> files.read(path("missing"), 0, 0)))
        .isEqualTo(ErrorCode.FILE_NOT_FOUND);
    assertThat(refused(() -> files.read(folder.toString(), 0, 0))).isEqualTo(ErrorCode.NOT_A_FILE);
    assertThat(new ProcessBuilder("mkfifo", path("fifo")).start().waitFor()).isZero();
    assertThat(refused(() -> files.read(path("fifo"), 0, 0))).isEqualTo(ErrorCode.NOT_A_FILE);
    assertThat(
            refused(() -> files.write(path("fifo"), ByteBuffer.allocate(1), 0, Optional.empty())))
        .isEqualTo(ErrorCode.NOT_A_FILE);
    assertThat(refused(() -> files.upload(UploadRequest.of(path("fifo")))))
        .isEqualTo(ErrorCode.NOT_A_FILE);
    assertThat(refused(() -> files.upload(UploadRequest.of(path("no/such/place")))))
        .isEqualTo(ErrorCode.DIRECTORY_NOT_FOUND);
    Files.writeString(folder.resolve("plain"), "x");
    assertThat(refused(() -> files.upload(UploadRequest.of(path("plain/below")))))
        .isEqualTo(ErrorCode.NOT_A_DIRECTORY);
  }

  @Test
  void writingInPlaceKeepsTheRestAndLeavesNoGap() throws Exception {
    assertThat(files.write(path("new"), bytes("hello world"), 0, Optional.of(0640))).isEqualTo(11);
    assertThat(mode("new")).isEqualTo("rw-r-----");
    assertThat(files.write(path("new"), bytes("HELLO"), 0, Optional.of(0600))).isEqualTo(11);
    assertThat(files.write(path("new"), bytes("!"), 11, Optional.empty())).isEqualTo(12);
    assertThat(folder.resolve("new")).hasContent("HELLO world!");
    assertThat(mode("new")).isEqualTo("rw-r-----");
    assertThat(refused(() -> files.write(path("new"), bytes("x"), 13, Optional.empty())))
        .isEqualTo(ErrorCode.INVALID_OFFSET);
    ByteBuffer large = ByteBuffer.allocate(CHUNK + 1);
    assertThat(refused(() -> files.write(path("new"), large, 0, Optional.empty())))
        .isEqualTo(ErrorCode.FILE_TOO_LARGE);
    files.write(path("default"), bytes("x"), 0, Optional.empty());
    assertThat(mode("default")).isEqualTo("rw-------");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String mode(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @Test
  void anUploadTakesTheFilesPlaceWholeOrNotAtAll() throws Exception {
    Path target = Files.writeString(folder.resolve("config"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-x--x"));
    byte[] content = random(200_000);
    FileUpload upload = files.upload(UploadRequest.of(target.toString()));
    upload.write(ByteBuffer.wrap(content, 0, 100_000));
    assertThat(target).hasContent("old");
    assertThat(refused(() -> files.upload(UploadRequest.of(target.toString()))))
        .isEqualTo(ErrorCode.FILE_ACCESS_DENIED);
    upload.write(ByteBuffer.wrap(content, 100_000, 100_000));
    assertThat(upload.sha256()).isEqualTo(sha256(content));
    upload.commit(sha256(content));
    assertThat(target).hasBinaryContent(content);
    assertThat(mode("config")).isEqualTo("rwxr-x--x");
    assertThat(names()).containsExactly("config");

    FileUpload wrong = files.upload(UploadRequest.of(target.toString()));
    wrong.write(bytes("damaged"));
    assertThat(refused(() -> wrong.commit(sha256(content)))).isEqualTo(ErrorCode.CHECKSUM_DIFFERS);
    assertThat(target).hasBinaryContent(content);
    assertThat(names()).containsExactly("config");
  }

  private List<String> names() throws Exception {
    try (var all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anUploadThatWasBrokenOffIsGoneOnWith() throws Exception {
    byte[] content = random(150_000);
    try (FileUpload broken = files.upload(UploadRequest.of(path("big")))) {
      broken.write(ByteBuffer.wrap(content, 0, 100_000));
    }
    assertThat(folder.resolve("big")).doesNotExist();
    UploadRequest tooFar = new UploadRequest(path("big"), 100_001, Optional.empty(), false, "", "");
    AgentException refusal = catchThrowableOfType(AgentException.class, () -> files.upload(tooFar));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_OFFSET);
    assertThat(refusal.resolution()).contains("Go on from 100000");
    FileUpload again =
        files.upload(new UploadRequest(path("big"), 80_000, Optional.of(0644), false, "", ""));
    assertThat(again.size()).isEqualTo(80_000);
    again.write(ByteBuffer.wrap(content, 80_000, 70_000));
    again.commit(sha256(content));
    assertThat(folder.resolve("big")).hasBinaryContent(content);
    assertThat(mode("big")).isEqualTo("rw-r--r--");
    assertThat(names()).containsExactly("big");
  }

  @Test
  void aPartFileThatSomebodyPutThereIsNotUsed() throws Exception {
    try (FileUpload broken = files.upload(UploadRequest.of(path("target")))) {
      broken.write(bytes("0123456789"));
    }
    String part = names().getFirst();
    Path victim = Files.writeString(folder.resolve("victim"), "untouched");
    Files.delete(folder.resolve(part));
    Files.createSymbolicLink(folder.resolve(part), victim);
    assertThat(
            refused(() ->
                files.upload(
                    new UploadRequest(path("target"), 5, Optional.empty(), false, "", ""))))
        .isEqualTo(ErrorCode.INVALID_OFFSET);
    FileUpload fresh = files.upload(UploadRequest.of(path("target")));
    fresh.write(bytes("fresh"));
    fresh.commit(new byte[0]);
    assertThat(victim).hasContent("untouched");
    assertThat(folder.resolve("target")).hasContent("fresh");
  }

  @Test
  void aNewFileMayBeAskedForAndAnUploadDiscarded() throws Exception {
    Files.writeString(folder.resolve("there"), "x");
    UploadRequest request = new UploadRequest(path("there"), 0, Optional.empty(), true, "", "");
    assertThat(refused(() -> files.upload(request))).isEqualTo(ErrorCode.FILE_ALREADY_EXISTS);
    FileUpload upload =
        files.upload(new UploadRequest(path("here"), 0, Optional.empty(), true, "", ""));
    upload.write(bytes("mine"));
    Files.writeString(folder.resolve("here"), "made in between");
    assertThat(refused(() -> upload.commit(new byte[0]))).isEqualTo(ErrorCode.FILE_ALREADY_EXISTS);
    assertThat(folder.resolve("here")).hasContent("made in between");
    FileUpload other = files.upload(UploadRequest.of(path("here")));
    other.write(bytes("nothing"));
    other.discard();
    assertThat(folder.resolve("here")).hasContent("made in between");
  }

  @Test
  void ownersAreLookedUp() {
    assertThat(
            refused(() ->
                files.upload(
                    new UploadRequest(
                        path("a"), 0, Optional.empty(), false, "no-such-user-here", ""))))
        .isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(
            refused(() ->
                files.upload(
                    new UploadRequest(
                        path("a"), 0, Optional.empty(), false, "", "no-such-group-here"))))
        .isEqualTo(ErrorCode.GROUP_NOT_FOUND);
  }

  @Test
  void aDirectoryIsListedPageByPageThoughItChanges() throws Exception {
    for (int i = 10; i < 35; i++) {
      Files.writeString(folder.resolve("file" + i), "x".repeat(i));
    }
    Files.writeString(folder.resolve(".hidden"), "");
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("sub"));
    List<String> seen = new ArrayList<>();
    String continuation = "";
    do {
      DirectoryPage page = files.directories().list(folder.toString(), false, 10, continuation);
      page.entries().forEach(entry -> seen.add(entry.name()));
      continuation = page.continuation();
      Files.deleteIfExists(folder.resolve("file10"));
    } while (!continuation.isEmpty());
    assertThat(seen).hasSize(27).isSorted().doesNotContain(".hidden").contains("sub", "link");
    DirectoryPage all = files.directories().list(folder.toString(), true, 0, "");
    assertThat(all.total()).isEqualTo(27);
    FileEntry hidden = all.entries().getFirst();
    assertThat(hidden.name()).isEqualTo(".hidden");
    FileEntry link =
        all.entries().stream().filter(e -> e.name().equals("link")).findFirst().orElseThrow();
    assertThat(link.symbolicLink()).isTrue();
    assertThat(link.directory()).isFalse();
    assertThat(link.linkTarget()).isEqualTo("sub");
    FileEntry file = files.directories().stat(path("file20"), true);
    assertThat(file.size()).isEqualTo(20);
    assertThat(file.owner()).isEqualTo(Files.getOwner(folder.resolve("file20")).getName());
    assertThat(file.modified())
        .isEqualTo(Files.getLastModifiedTime(folder.resolve("file20")).toInstant());
    assertThat(files.directories().stat(path("link"), true).directory()).isTrue();
    assertThat(files.directories().stat(path("link"), false).linkTarget()).isEqualTo("sub");
    assertThat(refused(() -> files.directories().list(path("file20"), true, 0, "")))
        .isEqualTo(ErrorCode.NOT_A_DIRECTORY);
  }

  @Test
  void directoriesAreMadeAndDeleted() throws Exception {
    Directories directories = files.directories();
    assertThat(refused(() -> directories.create(path("a/b/c"), false, 0755)))
        .isEqualTo(ErrorCode.DIRECTORY_NOT_FOUND);
    assertThat(directories.create(path("a/b/c"), true, 0750)).isTrue();
    assertThat(mode("a/b")).isEqualTo("rwxr-x---");
    assertThat(directories.create(path("a/b/c"), true, 0750)).isFalse();
    assertThat(refused(() -> directories.create(path("a"), false, 0755)))
        .isEqualTo(ErrorCode.FILE_ALREADY_EXISTS);
    Files.writeString(folder.resolve("a/b/file"), "x");
    assertThat(refused(() -> directories.create(path("a/b/file/d"), true, 0755)))
        .isIn(ErrorCode.NOT_A_DIRECTORY, ErrorCode.MKDIR_FAILED);
    assertThat(refused(() -> directories.delete(path("a"), false)))
        .isEqualTo(ErrorCode.DELETE_FAILED);
    assertThat(directories.delete(path("a"), true)).isEqualTo(4);
    assertThat(refused(() -> directories.delete(path("a"), true)))
        .isEqualTo(ErrorCode.FILE_NOT_FOUND);
  }

  @Test
  void namesOfEveryScriptWorkAndOnesTooLongAreRefused() throws Exception {
    String name = "Ünïcødé 文件 \uD83D\uDE00 'quoted' \"x\" $HOME;rm";
    FileUpload upload = files.upload(UploadRequest.of(path(name)));
    upload.write(bytes("x"));
    upload.commit(new byte[0]);
    assertThat(
            files.directories().list(folder.toString(), false, 0, "").entries().getFirst().name())
        .isEqualTo(name);
    assertThat(new String(files.read(path(name), 0, 0).data(), StandardCharsets.UTF_8))
        .isEqualTo("x");
    String longest = "n".repeat(255);
    files.write(path(longest), bytes("x"), 0, Optional.empty());
    assertThat(refused(() -> files.write(path(longest + "n"), bytes("x"), 0, Optional.empty())))
        .isIn(ErrorCode.FILE_IO_FAILED, ErrorCode.FILE_NOT_FOUND);
  }

  @Test
  void aFullDiskIsSaidToBeFull() {
    AgentException refusal =
        FileFailures.of(
            new java.nio.file.FileSystemException("x", null, "No space left on device"),
            Path.of("/x"),
            ErrorCode.FILE_IO_FAILED);
    assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_FULL);
    assertThat(
            FileFailures.of(
                    new java.io.IOException("Disk quota exceeded"),
                    Path.of("/x"),
                    ErrorCode.FILE_IO_FAILED)
                .code())
        .isEqualTo(ErrorCode.DISK_FULL);
  }
}
