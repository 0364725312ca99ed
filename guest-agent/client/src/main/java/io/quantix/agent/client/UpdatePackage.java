package io.quantix.agent.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A version of the agent that can be sent to guests.
 *
 * @param version numbers and dots
 * @param platform {@code linux-x86_64}
 * @param file the program's folder, as a compressed tar
 * @param signature Ed25519, of version, platform and checksum
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared.
public record UpdatePackage(String version, String platform, Path file, byte[] signature) {
  private static final int MOST_SIGNATURE_BYTES = 1024;

  /** Copies the signature. */
  public UpdatePackage {
    signature = signature.clone();
  }

  /** A copy of the signature. */
  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /**
   * That of a platform in a folder that {@code installers/agent/build} filled; empty if there is
   * none or it is not signed.
   *
   * @throws IOException if the folder cannot be read
   */
  public static Optional<UpdatePackage> in(Path folder, String platform) throws IOException {
    Path file = folder.resolve("quantix-agent-update-" + platform + ".tar.gz");
    Path signature = folder.resolve(file.getFileName() + ".sig");
    Path version = folder.resolve("VERSION");
    if (!Files.isRegularFile(file)
        || !Files.isRegularFile(signature)
        || !Files.isRegularFile(version)
        || Files.size(signature) > MOST_SIGNATURE_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new UpdatePackage(
            Files.readString(version, StandardCharsets.US_ASCII).strip(),
            platform,
            file,
            Files.readAllBytes(signature)));
  }
}
