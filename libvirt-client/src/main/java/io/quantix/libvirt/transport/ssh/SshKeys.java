package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.AgentConnector;
import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.PageantFFMConnector;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.USocketFactory;
import com.jcraft.jsch.WindowsSSHAgentConnector;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys to offer a host: those of the agents that are among the key files, then the agents'
 * others, then the files, each with its certificate first.
 */
final class SshKeys implements IdentityRepository {
  private final SshTarget target;
  private final SshQuestions questions;
  private final List<String> offered = new ArrayList<>();
  private final List<String> unusable = new ArrayList<>();
  private final Set<SocketChannel> agents = ConcurrentHashMap.newKeySet();

  SshKeys(SshTarget target, SshQuestions questions) {
    this.target = target;
    this.questions = questions;
  }

  /** What was offered, for messages. */
  List<String> offered() {
    return List.copyOf(offered);
  }

  /** Key files that could not be read, and why. */
  List<String> unusable() {
    return List.copyOf(unusable);
  }

  /** Ends a wait for an agent that does not answer. */
  void stop() {
    for (SocketChannel agent : agents) {
      try {
        agent.close();
      } catch (IOException e) {
        // The one who waits is told all the same.
      }
    }
  }

  @Override
  @SuppressWarnings("JdkObsolete") // the interface has it
  public Vector<Identity> getIdentities() {
    List<Identity> files = files();
    List<Identity> first = new ArrayList<>();
    List<Identity> others = new ArrayList<>();
    for (Identity key : agentKeys()) {
      if (files.stream().anyMatch(file -> same(file, key))) {
        first.add(key);
      } else if (!target.identitiesOnly()) {
        others.add(key);
      }
    }
    List<Identity> inAgent = List.copyOf(first);
    first.addAll(others);
    files.stream()
        .filter(file -> inAgent.stream().noneMatch(key -> same(file, key)))
        .forEach(first::add);
    offered.clear();
    first.forEach(key -> offered.add(key.getName()));
    return new Vector<>(first);
  }

  private static boolean same(Identity one, Identity other) {
    byte[] blob = one instanceof KeyFile file ? file.knownBlob() : one.getPublicKeyBlob();
    return blob != null && blob.length > 0 && Arrays.equals(blob, other.getPublicKeyBlob());
  }

  private List<Identity> files() {
    List<Identity> keys = new ArrayList<>();
    for (Path file : target.keyFiles()) {
      if (!Files.exists(file)) {
        if (target.keyFilesAsked()) {
          unusable.add(file + " is not there");
        }
        continue;
      }
      Path certificate = Path.of(file + "-cert.pub");
      Path publicKey = Path.of(file + ".pub");
      if (Files.isReadable(certificate)) {
        load(file, certificate.toString(), keys);
      }
      load(file, Files.isReadable(publicKey) ? publicKey.toString() : "", keys);
    }
    return keys;
  }

  private void load(Path file, String publicKey, List<Identity> keys) {
    try {
      JSch loader = new JSch();
      if (publicKey.isEmpty()) {
        loader.addIdentity(file.toString());
      } else {
        loader.addIdentity(file.toString(), publicKey, null);
      }
      for (Identity key : loader.getIdentityRepository().getIdentities()) {
        keys.add(new KeyFile(file, key, questions));
      }
    } catch (JSchException | RuntimeException e) {
      unusable.add(file + " cannot be read: " + SshFailures.why(e));
    }
  }

  private List<Identity> agentKeys() {
    List<AgentConnector> connectors = new ArrayList<>();
    target
        .agent()
        .filter(path -> !SshSettings.isWindows() && Files.exists(path))
        .ifPresent(path -> connectors.add(new SSHAgentConnector(new Sockets(), path)));
    if (SshSettings.isWindows()) {
      try {
        connectors.add(new WindowsSSHAgentConnector());
      } catch (RuntimeException | LinkageError e) {
        // That agent is not there.
      }
      try {
        connectors.add(new PageantFFMConnector());
      } catch (AgentProxyException | RuntimeException | LinkageError e) {
        // Nor that one.
      }
    }
    List<Identity> keys = new ArrayList<>();
    for (AgentConnector connector : connectors) {
      try {
        keys.addAll(new AgentIdentityRepository(connector).getIdentities());
      } catch (RuntimeException e) {
        unusable.add(connector.getName() + " does not answer: " + SshFailures.why(e));
      }
    }
    return keys;
  }

  /** Connects to an agent so that the wait for it can be ended. */
  private final class Sockets implements USocketFactory {
    @Override
    public SocketChannel connect(Path path) throws IOException {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
      agents.removeIf(each -> !each.isOpen());
      agents.add(channel);
      return channel;
    }

    @Override
    public ServerSocketChannel bind(Path path) throws IOException {
      throw new IOException("no agent is served here");
    }
  }

  @Override
  public String getName() {
    return "keys of " + target.words();
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public boolean add(byte[] key) {
    return false;
  }

  @Override
  public boolean remove(byte[] key) {
    return false;
  }

  @Override
  public void removeAll() {}
}
