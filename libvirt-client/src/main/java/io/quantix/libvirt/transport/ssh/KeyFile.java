package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSchException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private key in a file. Its passphrase is asked for when the host has said that it would take
 * the key, not before: nobody is asked for a key that does not help.
 */
final class KeyFile implements Identity {
  private final Path file;
  private final Identity key;
  private final SshQuestions questions;
  private boolean givenUp;

  KeyFile(Path file, Identity key, SshQuestions questions) {
    this.file = file;
    this.key = key;
    this.questions = questions;
  }

  /** The public key, as far as it is known without a passphrase. */
  byte @Nullable [] knownBlob() {
    return key.getPublicKeyBlob();
  }

  private boolean unlocked() {
    if (!key.isEncrypted()) {
      return true;
    }
    for (int attempt = 1; attempt <= SshQuestions.ATTEMPTS && !givenUp; attempt++) {
      Optional<byte[]> passphrase = questions.passphrase(file, attempt);
      if (passphrase.isEmpty()) {
        givenUp = true;
        return false;
      }
      byte[] secret = passphrase.get();
      try {
        if (key.setPassphrase(secret) && !key.isEncrypted()) {
          questions.passphraseAccepted(file, attempt);
          return true;
        }
      } catch (JSchException | RuntimeException e) {
        // As wrong as one that decrypts to nothing.
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }
    givenUp = true;
    return false;
  }

  // An old format tells nothing without its passphrase.
  @Override
  public byte @Nullable [] getPublicKeyBlob() {
    byte[] blob = key.getPublicKeyBlob();
    return blob == null && unlocked() ? key.getPublicKeyBlob() : blob;
  }

  @Override
  public byte @Nullable [] getSignature(byte[] data) {
    return unlocked() ? key.getSignature(data) : null;
  }

  @Override
  public byte @Nullable [] getSignature(byte[] data, String algorithm) {
    return unlocked() ? key.getSignature(data, algorithm) : null;
  }

  @Override
  public boolean setPassphrase(byte @Nullable [] passphrase) {
    return true;
  }

  @Override
  public boolean isEncrypted() {
    return false;
  }

  @Override
  public String getAlgName() {
    return key.getAlgName();
  }

  @Override
  public String getName() {
    return file.toString();
  }

  @Override
  public void clear() {
    key.clear();
  }
}
