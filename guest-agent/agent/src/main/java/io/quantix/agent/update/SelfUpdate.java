package io.quantix.agent.update;

import io.quantix.agent.os.Program;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentUpdateState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Versions of the agent that a host has sent, beside the one that the system's package installed:
 * {@code versions/N}, and {@code current}, a link to the one that the start script runs. A new one
 * is on trial ({@code trial}) until a host has begun a session with it; the start script gives it
 * up, and says so in {@code outcome}, if it does not get there.
 */
public final class SelfUpdate {
  /** Gives what a host sends, piece by piece. */
  @FunctionalInterface
  public interface Source {
    /** The next bytes; -1 at the end. */
    int read(byte[] into) throws IOException, InterruptedException;
  }

  /** Told of each state. */
  @FunctionalInterface
  public interface Listener {
    /** So much of the package has come, in that state. */
    void at(AgentUpdateState state, long done, long total);
  }

  private static final Duration UNPACKING = Duration.ofMinutes(5);
  private static final int PIECE = 64 * 1024;

  private final Path state;
  private final Path home;
  private final Optional<Path> keyFile;
  private final String runs;
  private final boolean allowed;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * For the program that runs.
   *
   * @param home the folder of its version
   * @param state where versions that were sent are kept
   * @param keyFile with the key that updates are signed by; empty: that of the program's own folder
   * @param runs its version
   * @param allowed whether the guest's owner lets hosts update it
   */
  public SelfUpdate(Path home, Path state, Optional<Path> keyFile, String runs, boolean allowed) {
    this.home = home;
    this.state = state;
    this.keyFile = keyFile;
    this.runs = runs;
    this.allowed = allowed;
  }

  /** Why it cannot be updated by a host; empty if it can. */
  public String unavailable() {
    if (!allowed) {
      return "disabled by policy: security.self_update is false";
    }
    if (!Files.isRegularFile(home.resolve("platform"))) {
      return "this agent was not installed from a package";
    }
    return Files.isReadable(key())
        ? ""
        : "there is no key to check updates with: give security.update_key_file";
  }

  private Path key() {
    return keyFile.orElse(home.resolve("update-key"));
  }

  /**
   * Takes an update, checks it, and has the next start run it.
   *
   * @throws AgentException UPDATE_FAILED or CHECKSUM_MISMATCH; what ran goes on then
   */
  public void install(
      String version,
      String platform,
      long bytes,
      byte[] sha256,
      byte[] signature,
      Source source,
      Listener listener)
      throws AgentException, InterruptedException {
    Path incoming = state.resolve("incoming");
    if (!lock.tryLock()) {
      throw UpdateOffer.failed("Another update is under way");
    }
    try {
      String why = unavailable();
      if (!why.isEmpty()) {
        throw UpdateOffer.failed("The agent is not updated: " + why);
      }
      PublicKey key = UpdateOffer.key(Files.readString(key(), StandardCharsets.US_ASCII));
      String here = text(home.resolve("platform"));
      UpdateOffer offer = new UpdateOffer(version, platform, bytes, sha256, signature);
      offer.check(runs, here, key);
      Files.createDirectories(
          state,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      receive(offer, incoming, source, listener);
      listener.at(AgentUpdateState.AGENT_UPDATE_APPLYING, bytes, bytes);
      Path unpacked = unpack(offer, incoming);
      tryOut(offer, unpacked);
      swap(offer.version(), unpacked);
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.UPDATE_FAILED, "The update cannot be kept: " + e.getMessage(), e);
    } finally {
      lock.unlock();
      deleteQuietly(incoming);
    }
  }

  private static void receive(UpdateOffer offer, Path to, Source source, Listener listener)
      throws AgentException, InterruptedException, IOException {
    MessageDigest digest = sha256();
    long done = 0;
    Files.deleteIfExists(to);
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      byte[] piece = new byte[PIECE];
      for (int n = source.read(piece); n >= 0; n = source.read(piece)) {
        done += n;
        if (done > offer.bytes()) {
          throw new AgentException(
              ErrorCode.CHECKSUM_MISMATCH, "More came than the package has bytes");
        }
        digest.update(piece, 0, n);
        out.write(piece, 0, n);
        listener.at(AgentUpdateState.AGENT_UPDATE_DOWNLOADING, done, offer.bytes());
      }
    }
    listener.at(AgentUpdateState.AGENT_UPDATE_VERIFYING, done, offer.bytes());
    if (done != offer.bytes() || !MessageDigest.isEqual(digest.digest(), offer.sha256())) {
      throw new AgentException(
          ErrorCode.CHECKSUM_MISMATCH, "What came is not the package that was announced");
    }
  }

  private Path unpack(UpdateOffer offer, Path archive) throws AgentException, IOException {
    Path versions = Files.createDirectories(state.resolve("versions"));
    Path target = versions.resolve(offer.version() + ".new");
    deleteTree(target);
    Files.createDirectory(target);
    Path tar = Program.find("tar").orElseThrow(() -> UpdateOffer.failed("This guest has no tar"));
    Program.Output output =
        Program.run(
            List.of(tar.toString(), "-xzf", archive.toString(), "-C", target.toString()),
            new byte[0],
            Map.of(),
            UNPACKING);
    if (!output.ok()) {
      throw UpdateOffer.failed("The package cannot be unpacked: " + output.complaint());
    }
    return target;
  }

  /** The new program tells its version, so it starts here, and is what it was said to be. */
  private static void tryOut(UpdateOffer offer, Path program) throws AgentException, IOException {
    Program.Output output =
        Program.run(
            List.of(
                program.resolve("runtime/bin/java").toString(),
                "@" + program.resolve("options"),
                "-cp",
                program.resolve("agent.jar").toString(),
                "io.quantix.agent.GuestAgent",
                "--version"),
            new byte[0],
            Map.of(),
            UNPACKING);
    if (!output.ok() || !output.text().strip().equals(offer.version())) {
      throw UpdateOffer.failed("The new version does not start here: " + output.complaint());
    }
  }

  private void swap(String version, Path unpacked) throws IOException {
    Path target = state.resolve("versions").resolve(version);
    Path current = state.resolve("current");
    Path previous = state.resolve("previous");
    deleteTree(target);
    Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(previous);
    if (Files.isSymbolicLink(current)) {
      Files.createSymbolicLink(previous, Files.readSymbolicLink(current));
    }
    Files.deleteIfExists(state.resolve("outcome"));
    Files.writeString(state.resolve("trial"), "0\n", StandardCharsets.US_ASCII);
    Path link = state.resolve("current.new");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, state.relativize(target));
    Files.move(link, current, StandardCopyOption.ATOMIC_MOVE);
    prune(target, previous);
  }

  /** What neither runs next nor is the way back. */
  private void prune(Path next, Path previous) throws IOException {
    Optional<Path> back =
        Files.isSymbolicLink(previous)
            ? Optional.of(state.resolve(Files.readSymbolicLink(previous)))
            : Optional.empty();
    try (Stream<Path> versions = Files.list(state.resolve("versions"))) {
      for (Path version : versions.toList()) {
        if (!version.equals(next) && back.filter(version::equals).isEmpty()) {
          deleteTree(version);
        }
      }
    }
  }

  /** A host talks to this version: it stays. */
  public void confirm() {
    Path trial = state.resolve("trial");
    try {
      if (Files.deleteIfExists(trial)) {
        Files.writeString(
            state.resolve("outcome"), "complete " + runs + "\n", StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      System.err.println(
          ErrorCode.UPDATE_FAILED.code() + " the update cannot be confirmed: " + e.getMessage());
    }
  }

  /**
   * How the last one went.
   *
   * @throws AgentException ROLLBACK_FAILED if it could not be taken back
   */
  public LastUpdate last() throws AgentException {
    String[] words;
    try {
      words = (text(state.resolve("outcome")) + "  ").split(" ", 3);
    } catch (NoSuchFileException e) {
      return new LastUpdate(AgentUpdateState.AGENT_UPDATE_IDLE, "", "");
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.UPDATE_FAILED, "How the update went cannot be read: " + e.getMessage(), e);
    }
    String reason = words[2].strip();
    return switch (words[0]) {
      case "complete" -> new LastUpdate(AgentUpdateState.AGENT_UPDATE_COMPLETE, words[1], "");
      case "rollback-failed" ->
          throw new AgentException(
              ErrorCode.ROLLBACK_FAILED,
              "Version %s did not come up (%s), and could not be taken back"
                  .formatted(words[1], reason));
      default -> new LastUpdate(AgentUpdateState.AGENT_UPDATE_FAILED, words[1], reason);
    };
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next update writes over it.
    }
  }
}
