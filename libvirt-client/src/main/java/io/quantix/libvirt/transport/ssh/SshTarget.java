package io.quantix.libvirt.transport.ssh;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One host as the configuration resolves it.
 *
 * @param alias the name that was asked for
 * @param hostName where it really is
 * @param keyFiles private keys to offer, in order; those that are not there are passed over
 * @param keyFilesAsked whether somebody named the key files, rather than OpenSSH's defaults
 * @param identitiesOnly whether the agent's other keys are kept back
 * @param agent the agent's socket; empty for none
 * @param proxyJump hosts on the way, nearest first, as {@code [user@]host[:port]}
 * @param proxyCommand a program that makes the connection, which only the system's client runs
 * @param userKnownHosts files that are read, the first of them written
 * @param systemKnownHosts files that are read
 * @param hostKeyAlias the name to look for in known_hosts instead of the host's
 * @param trust what is done about a host that no known_hosts has
 */
record SshTarget(
    String alias,
    String hostName,
    String user,
    int port,
    List<Path> keyFiles,
    boolean keyFilesAsked,
    boolean identitiesOnly,
    Optional<Path> agent,
    List<String> proxyJump,
    Optional<String> proxyCommand,
    List<Path> userKnownHosts,
    List<Path> systemKnownHosts,
    boolean hashKnownHosts,
    Optional<String> hostKeyAlias,
    UnknownHosts trust) {

  /** What is done about a host that no known_hosts has. */
  enum UnknownHosts {
    ASK,
    REFUSE,
    ACCEPT,
    /** No key is looked at at all. */
    NO_CHECK
  }

  /** {@code user@host}, with the port where it is not SSH's own. */
  String words() {
    return user + "@" + alias + (port == 22 ? "" : ":" + port);
  }

  /** A URI of the user's account there, whatever alias led to it. */
  String account() {
    String host = hostName.indexOf(':') < 0 ? hostName : "[" + hostName + "]";
    return "ssh://" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "@" + host + ":" + port;
  }

  /** The name that known_hosts has it under. */
  String knownAs() {
    String name = hostKeyAlias.orElse(hostName);
    return port == 22 || hostKeyAlias.isPresent() ? name : "[" + name + "]:" + port;
  }

  /** The same host, reached over others. */
  SshTarget over(List<String> jumps) {
    return new SshTarget(
        alias,
        hostName,
        user,
        port,
        keyFiles,
        keyFilesAsked,
        identitiesOnly,
        agent,
        List.copyOf(jumps),
        Optional.empty(),
        userKnownHosts,
        systemKnownHosts,
        hashKnownHosts,
        hostKeyAlias,
        trust);
  }
}
