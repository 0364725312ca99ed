package io.quantix.desktop.host;

import io.quantix.desktop.keyring.HostSecrets;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Prompter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** The sessions of all hosts of the inventory. Used on the JavaFX thread only. */
public final class Hosts implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(2);
  private static final Pattern THIS_MACHINE = Pattern.compile("[a-z]+(\\+unix)?:///.*");

  private final Inventory inventory;
  private final TaskList tasks;
  private final NoticeBoard notices;
  private final HostSecrets secrets;
  private final Executor fx;
  private final Map<HostModel, LibvirtHostSession> sessions = new HashMap<>();

  /**
   * Makes one without hosts.
   *
   * @param prompter who is asked for passwords and about unknown hosts; never on the JavaFX thread
   * @param fx runs what it is given on the JavaFX thread, in order
   */
  public Hosts(
      Inventory inventory, TaskList tasks, NoticeBoard notices, Prompter prompter, Executor fx) {
    this(inventory, tasks, notices, HostSecrets.none(prompter), fx);
  }

  /**
   * Makes one without hosts, which remembers secrets.
   *
   * @param secrets who is asked, never on the JavaFX thread, and what is remembered
   * @param fx runs what it is given on the JavaFX thread, in order
   */
  public Hosts(
      Inventory inventory, TaskList tasks, NoticeBoard notices, HostSecrets secrets, Executor fx) {
    this.inventory = inventory;
    this.tasks = tasks;
    this.notices = notices;
    this.secrets = secrets;
    this.fx = fx;
  }

  /** All hosts. */
  public Inventory inventory() {
    return inventory;
  }

  /** Adds a host, not yet connected; one of that URI that is there already is given back. */
  public HostModel add(String uri, String name, boolean connectOnStart) {
    Optional<HostModel> known =
        inventory.hosts().stream().filter(host -> host.uri().equals(uri)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    HostModel host = new HostModel(uri, name);
    host.connectOnStartProperty().set(connectOnStart);
    ConnectOptions options = ConnectOptions.defaults().withPrompter(secrets.prompter(uri));
    sessions.put(host, new LibvirtHostSession(host, options, tasks, notices, fx));
    inventory.hosts().add(host);
    return host;
  }

  /**
   * Ends a host's connection and forgets the host with what was remembered for it; its VMs go on.
   */
  public void remove(HostModel host) {
    HostSession session = sessions.remove(host);
    if (session != null) {
      session.disconnect();
    }
    inventory.hosts().remove(host);
    if (mayHaveSecrets(host)) {
      secrets.forget(host.uri(), () -> {});
    }
  }

  /** Whether a connection to a host may ask for a password: all but those to this machine. */
  public static boolean mayHaveSecrets(HostModel host) {
    return !THIS_MACHINE.matcher(host.uri()).matches();
  }

  /**
   * Forgets the passwords and passphrases that were remembered for a host; its connection goes on.
   *
   * @param done run on the JavaFX thread when that is done
   */
  public void forgetSecrets(HostModel host, Runnable done) {
    secrets.forget(host.uri(), () -> fx.execute(done));
  }

  /** A host's session. */
  public HostSession session(HostModel host) {
    HostSession session = sessions.get(host);
    if (session == null) {
      throw new IllegalArgumentException(host.uri() + " is not in the inventory");
    }
    return session;
  }

  /** The screen of a VM; what a person gives for it can be kept with what the host needs. */
  public ConsoleSource console(VmModel vm) {
    return new VmConsole(session(vm.host()), vm, secrets);
  }

  /** Connects those that are to be connected at the start. */
  public void connectOnStart() {
    for (HostModel host : inventory.hosts()) {
      if (host.connectOnStartProperty().get()) {
        session(host).connect();
      }
    }
  }

  /**
   * Ends all connections, for the end of the program: the daemons have been told when it returns,
   * or have not listened for two seconds.
   */
  @Override
  public void close() {
    sessions.values().forEach(HostSession::disconnect);
    long until = System.nanoTime() + GOODBYE.toNanos();
    for (LibvirtHostSession session : sessions.values()) {
      long left = Math.max(1_000_000, until - System.nanoTime());
      var _ = session.awaitGoodbye(Duration.ofNanos(left));
    }
  }
}
