package io.quantix.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real libvirt daemon for tests, private to this run, with real QEMU guests. Registered as a
 * static field it lives as long as the test class, and what a test made on it is gone after the
 * test; what {@code @BeforeAll} made stays until the class ends.
 *
 * <pre>{@code
 * @RegisterExtension static final LabHost host = LabHost.create();
 *
 * @Test
 * void startsAGuest() {
 *   LabGuest guest = host.createGuest("quantix-lab-one", GuestSpec.tiny());
 *   guest.start();
 *   guest.awaitReady(Duration.ofSeconds(60));
 *   ...
 * }
 * }</pre>
 *
 * <p>Several hosts can run at a time, beside whatever libvirt this machine has, and guests can be
 * moved between them (they share this machine's files and 127.0.0.2). A root's host is a {@code
 * qemu:///system} in a mount namespace of its own (or, where namespaces are forbidden, a session of
 * the user {@code nobody}); a normal user's is a {@code qemu:///session} with its own folders. Its
 * daemon, guests and files go when this JVM goes, also by {@code kill -9}.
 */
public final class LabHost
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a started host has. */
  private record Started(
      Path base, Keeper keeper, Keeper.Mode mode, String domainType, Thread atExit) {}

  private @Nullable Started started;
  private @Nullable VirshSession testDriver;
  private final Optional<Consumer<Path>> listening;
  private Optional<Set<String>> beforeTest = Optional.empty();

  private LabHost(Optional<Consumer<Path>> listening) {
    this.listening = listening;
  }

  /** A host of its own; nothing is started before the first test needs it. */
  public static LabHost create() {
    return new LabHost(Optional.empty());
  }

  /**
   * A host whose daemon listens on TCP ports as well, with TLS or without.
   *
   * @param prepare is given an empty folder before the daemon starts and writes there: {@code
   *     libvirtd.conf}, the lines of libvirtd's configuration about that; the certificates that
   *     these name; {@code libvirt.conf}, SASL's configuration. What is changed there later counts
   *     from {@link #restartDaemon} on.
   */
  public static LabHost listening(Consumer<Path> prepare) {
    return new LabHost(Optional.of(prepare));
  }

  /** Starts the daemon if it does not run; for use outside JUnit (demo, benchmarks). */
  public synchronized void start() {
    if (started != null) {
      return;
    }
    Path guest = LabFiles.guest();
    Keeper.Mode mode = Keeper.Mode.ofThisMachine();
    boolean kvm = mode != Keeper.Mode.NOBODY && LabFiles.kvmWorks(guest);
    // Short, because a UNIX socket's path is limited to 107 bytes, and libvirt's are long.
    Path base = Path.of(Command.run(List.of("mktemp", "-d", "/tmp/qlab.XXXXXX"), PATIENCE).strip());
    Keeper keeper = Keeper.start(base, mode);
    Thread atExit = new Thread(keeper::end, "lab-host-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    started = new Started(base, keeper, mode, kvm ? "kvm" : "qemu", atExit);
    try {
      Command.run(
          List.of("cp", "-r", "--reflink=auto", guest.toString(), base.resolve("guest").toString()),
          PATIENCE);
      if (listening.isPresent()) {
        Path folder = base.resolve("listen");
        Command.run(List.of("mkdir", folder.toString()), PATIENCE);
        listening.get().accept(folder);
      }
      keeper.ask("start");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Started running() {
    start();
    Started now = started;
    if (now == null) {
      throw new LabException("The lab host did not start");
    }
    return now;
  }

  /**
   * The URI of its QEMU driver, with the socket named: {@code qemu:///session?socket=/tmp/...} for
   * a normal user, {@code qemu:///system?socket=...} for root.
   */
  public String uri() {
    String path = running().mode() == Keeper.Mode.SYSTEM ? "system" : "session";
    return "qemu:///" + path + "?socket=" + socket();
  }

  /**
   * The URI of libvirt's test driver behind the same daemon: {@code
   * test+unix:///default?socket=...}. It has one domain named {@code test} of its own. What was
   * defined by {@link #defineMany} stays until the host is closed.
   */
  public String testDriverUri() {
    return "test+unix:///default?socket=" + socket();
  }

  /**
   * The URI by which another host's daemon reaches this one, for a migration from peer to peer: the
   * plain {@link #uri()} would mean that daemon's own driver.
   */
  public String peerUri() {
    return uri().replaceFirst("^qemu:", "qemu+unix:");
  }

  /**
   * Whether guests can be moved between this host and others of the lab. They all run on one
   * machine, and libvirt tells hosts apart by their names, so that each needs a namespace for one.
   */
  public boolean canMigrate() {
    return virsh("hostname").strip().equals(String.valueOf(base().getFileName()));
  }

  /** The daemon's UNIX socket. */
  public Path socket() {
    return running().base().resolve("run/libvirt/libvirt-sock");
  }

  /** The folder of everything that this host writes; it goes with the host. */
  Path base() {
    return running().base();
  }

  /** The domain type that works here, proved by a boot: {@code kvm} or {@code qemu}. */
  public String domainType() {
    return running().domainType();
  }

  /**
   * Defines a guest that boots the lab's tiny Linux; it is off.
   *
   * @throws LabException if the name does not begin with {@code quantix-lab-}, or libvirt refuses
   */
  public LabGuest createGuest(String name, GuestSpec spec) {
    if (!name.matches("quantix-lab-[A-Za-z0-9._-]{1,100}")) {
      throw new LabException("The name of a lab guest begins with quantix-lab-, not " + name);
    }
    if (spec.agent() || spec.qemuAgent()) {
      addAgent();
    }
    UUID uuid = UUID.randomUUID();
    define(name, GuestXml.guest(name, uuid, spec, domainType(), base()));
    return new RunningGuest(this, name, uuid);
  }

  private synchronized void addAgent() {
    Path here = base().resolve("guest/initrd-agent");
    if (!Files.exists(here)) {
      Path built = LabFiles.agent(LabFiles.guest());
      Command.run(List.of("cp", "--reflink=auto", built.toString(), here.toString()), PATIENCE);
    }
  }

  /** Where a path that this host's daemon names is for everybody else. */
  Path outside(String path) {
    if (running().mode() == Keeper.Mode.SYSTEM) {
      for (String[] place :
          new String[][] {
            {"/run/", "run/"}, {"/var/run/", "run/"}, {"/var/lib/libvirt/", "lib/"}
          }) {
        if (path.startsWith(place[0])) {
          return base().resolve(place[1] + path.substring(place[0].length()));
        }
      }
    }
    return Path.of(path);
  }

  private void define(String name, String xml) {
    Path file = write(name, xml);
    virsh("define", file.toString());
  }

  private Path write(String name, String xml) {
    Path file = base().resolve("files/" + name + ".xml");
    try {
      return Files.writeString(file, xml, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Defines {@code count} domains named {@code quantix-lab-00001} and up, quickly: on the QEMU
   * driver (all off), or the test driver, where of each ten three run, one is paused and the others
   * are off.
   */
  public synchronized void defineMany(int count, boolean onTestDriver) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = "quantix-lab-%05d".formatted(i);
      Path file = write(name, GuestXml.listed(name, onTestDriver ? "test" : domainType()));
      lines.add("define " + file);
      if (onTestDriver && i % 10 >= 1 && i % 10 <= 3) {
        lines.add("start " + name);
      }
      if (onTestDriver && i % 10 == 0) {
        lines.add("start " + name);
        lines.add("suspend " + name);
      }
    }
    if (onTestDriver) {
      VirshSession session = testDriver;
      if (session == null) {
        session = new VirshSession(testDriverUri());
        testDriver = session;
      }
      session.run(lines);
    } else {
      try (VirshSession session = new VirshSession(uri())) {
        session.run(lines);
      }
    }
  }

  /** Runs virsh against the QEMU driver and gives what it printed; fails if virsh fails. */
  public String virsh(String... args) {
    List<String> words = new ArrayList<>(List.of("virsh", "-q", "-c", uri()));
    words.addAll(List.of(args));
    return Command.run(words, PATIENCE);
  }

  /** Kills the daemon as a crash would; its guests live on, the test driver's domains do not. */
  public synchronized void killDaemon() {
    closeTestDriver();
    running().keeper().ask("kill");
  }

  /** Starts the daemon again on the same socket, if it does not run. */
  public synchronized void restartDaemon() {
    Keeper keeper = running().keeper();
    keeper.ask("kill");
    keeper.ask("start");
  }

  /** Leaves the host running when this JVM ends; the process named takes it down at SIGTERM. */
  long detach() {
    Started now = running();
    now.keeper().ask("save-capabilities");
    now.keeper().ask("detach");
    Runtime.getRuntime().removeShutdownHook(now.atExit());
    started = null;
    return now.keeper().pid();
  }

  /** Stops the daemon, its guests, and removes what it wrote. */
  @Override
  public synchronized void close() {
    closeTestDriver();
    Started now = started;
    started = null;
    if (now != null) {
      now.keeper().end();
      try {
        Runtime.getRuntime().removeShutdownHook(now.atExit());
      } catch (IllegalStateException e) {
        // The JVM is already going down and runs the hook itself.
      }
    }
  }

  private void closeTestDriver() {
    if (testDriver != null) {
      testDriver.close();
      testDriver = null;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    beforeTest = Optional.of(everything());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Set<String> kept = beforeTest.orElse(Set.of());
    beforeTest = Optional.empty();
    if (!alive()) {
      restartDaemon();
    }
    for (String domain : everything()) {
      if (!kept.contains(domain)) {
        remove(domain);
      }
    }
  }

  private boolean alive() {
    try {
      virsh("version", "--daemon");
      return true;
    } catch (LabException e) {
      return false;
    }
  }

  private Set<String> everything() {
    return virsh("list", "--all", "--uuid")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toSet());
  }

  private void remove(String domain) {
    try {
      virsh("destroy", domain);
    } catch (LabException e) {
      // It was off, or is gone by itself.
    }
    try {
      virsh("undefine", domain, "--managed-save", "--snapshots-metadata", "--nvram");
    } catch (LabException e) {
      if (everything().contains(domain)) {
        throw e;
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
