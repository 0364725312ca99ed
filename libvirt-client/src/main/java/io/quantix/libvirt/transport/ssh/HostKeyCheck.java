package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host is who it should be. JSch asks {@link #check} once the host has shown its key; all
 * is decided there, and what was wrong is kept for the one who connects.
 */
final class HostKeyCheck implements HostKeyRepository {
  private static final List<String> ALGORITHMS =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256");
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private final SshTarget target;
  private final Prompter prompter;
  private final Patience patience;
  private final KnownHosts known;
  private @Nullable LibvirtException failure;

  HostKeyCheck(SshTarget target, Prompter prompter, Patience patience) throws LibvirtException {
    this.target = target;
    this.prompter = prompter;
    this.patience = patience;
    try {
      this.known =
          KnownHosts.read(
              Stream.concat(target.userKnownHosts().stream(), target.systemKnownHosts().stream())
                  .toList());
    } catch (IOException e) {
      throw SshFailures.of(
          Kind.UNTRUSTED,
          "the known hosts cannot be read: " + SshFailures.why(e),
          "Without them nobody can tell whether a host is who it should be.",
          e);
    }
  }

  /** What was wrong with the host's key. */
  Optional<LibvirtException> failure() {
    return Optional.ofNullable(failure);
  }

  /** The algorithms to ask the host for: those first of which a key is known. */
  String algorithms() {
    List<String> first = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    List<KnownHosts.Entry> entries = entries();
    for (String algorithm : ALGORITHMS) {
      String type = algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm;
      boolean ours = entries.stream().anyMatch(each -> each.isPlain() && each.type().equals(type));
      (ours ? first : rest).add(algorithm);
    }
    if (entries.stream().anyMatch(each -> each.marker().equals("@cert-authority"))) {
      first.addAll(0, ALGORITHMS.stream().map(each -> each + CERTIFICATE).toList());
    }
    first.addAll(rest);
    return String.join(",", first);
  }

  private List<KnownHosts.Entry> entries() {
    List<KnownHosts.Entry> entries = known.of(target.knownAs());
    return entries.isEmpty() && target.hostKeyAlias().isEmpty()
        ? known.of(target.hostName())
        : entries;
  }

  @Override
  public int check(String host, byte[] key) {
    if (target.trust() == SshTarget.UnknownHosts.NO_CHECK) {
      return OK;
    }
    List<KnownHosts.Entry> exact = known.of(target.knownAs());
    List<KnownHosts.Entry> entries = entries();
    if (Stream.concat(exact.stream(), entries.stream())
        .anyMatch(each -> each.isRevoked() && each.isOf(key))) {
      failure =
          SshFailures.of(
              Kind.UNTRUSTED,
              "the key of " + target.hostName() + " is marked as revoked",
              "Do not connect; ask whoever runs the host for its new key.");
      return CHANGED;
    }
    if (entries.stream().anyMatch(each -> each.isPlain() && each.isOf(key))) {
      return OK;
    }
    // Another host may well answer at another port of the same name.
    Optional<KnownHosts.Entry> other = exact.stream().filter(KnownHosts.Entry::isPlain).findFirst();
    if (other.isPresent()) {
      failure = changed(other.get(), key);
      return CHANGED;
    }
    return unknown(key);
  }

  private LibvirtException changed(KnownHosts.Entry entry, byte[] key) {
    return SshFailures.of(
        Kind.UNTRUSTED,
        "the key of "
            + target.hostName()
            + " is not the one that is known: it shows "
            + KnownHosts.type(key)
            + " "
            + KnownHosts.fingerprint(key)
            + ", "
            + entry.file()
            + " has another in line "
            + entry.line(),
        "Somebody may be listening in, or the host was set up anew. Ask whoever runs it for the"
            + " fingerprint; if it is right, remove line "
            + entry.line()
            + " of "
            + entry.file()
            + " (ssh-keygen -f "
            + entry.file()
            + " -R '"
            + target.knownAs()
            + "') and connect again.");
  }

  private int unknown(byte[] key) {
    Trust trust =
        switch (target.trust()) {
          case REFUSE, NO_CHECK -> Trust.NO;
          case ACCEPT -> Trust.REMEMBER;
          case ASK ->
              patience.whileAPersonAnswers(() ->
                  prompter.unknownHost(
                      new Prompter.HostKey(
                          target.hostName(),
                          target.port(),
                          KnownHosts.type(key),
                          KnownHosts.fingerprint(key))));
        };
    if (trust == Trust.NO) {
      failure =
          SshFailures.of(
              Kind.UNTRUSTED,
              "the host "
                  + target.hostName()
                  + " is not known; it shows "
                  + KnownHosts.type(key)
                  + " "
                  + KnownHosts.fingerprint(key),
              "Compare the fingerprint with the host's own (ssh-keygen -lf"
                  + " /etc/ssh/ssh_host_ed25519_key.pub there), then accept it, or run ssh "
                  + target.alias()
                  + " once.");
      return NOT_INCLUDED;
    }
    if (trust == Trust.REMEMBER && !target.userKnownHosts().isEmpty()) {
      Path file = target.userKnownHosts().getFirst();
      try {
        KnownHosts.remember(file, target.knownAs(), key, target.hashKnownHosts());
      } catch (IOException e) {
        failure =
            SshFailures.of(
                Kind.FAILED,
                "the key of "
                    + target.hostName()
                    + " cannot be written to "
                    + file
                    + ": "
                    + SshFailures.why(e),
                "Accept it for this time only, or make the file writable.",
                e);
        return NOT_INCLUDED;
      }
    }
    return OK;
  }

  @Override
  public HostKey[] getHostKey() {
    return getHostKey(target.knownAs(), "");
  }

  // What JSch verifies a host's certificate with; keys are settled by check.
  @Override
  public HostKey[] getHostKey(String host, @Nullable String type) {
    List<HostKey> keys = new ArrayList<>();
    for (KnownHosts.Entry entry : entries()) {
      if (!entry.isPlain()) {
        try {
          keys.add(new HostKey(entry.marker(), host, 0, entry.bytes(), ""));
        } catch (JSchException e) {
          // A key of a kind that JSch does not know proves nothing to it.
        }
      }
    }
    return keys.toArray(HostKey[]::new);
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return target.userKnownHosts().isEmpty()
        ? "known_hosts"
        : target.userKnownHosts().getFirst().toString();
  }

  @Override
  public void add(HostKey key, UserInfo user) {}

  @Override
  public void remove(String host, String type) {}

  @Override
  public void remove(String host, String type, byte[] key) {}
}
