package io.quantix.lab;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real libvirt daemon for tests, private to this run, with real QEMU guests. Registered as a
 * static field it lives as long as the test class, and what a test made on it is gone after the
 * test.
 *
 * <pre>{@code
 * @RegisterExtension static final LabHost host = LabHost.create();
 *
 * @Test
 * void startsAGuest() {
 *   LabGuest guest = host.createGuest("quantix-lab-one", GuestSpec.tiny());
 *   ...
 * }
 * }</pre>
 */
public final class LabHost
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
  private LabHost() {}

  /** A host of its own; nothing is started before the first test needs it. */
  public static LabHost create() {
    return new LabHost();
  }

  /** Starts the daemon if it does not run; for use outside JUnit (demo, benchmarks). */
  public void start() {}

  /**
   * The URI of its QEMU driver, with the socket named: {@code qemu:///session?socket=/tmp/...} for
   * a normal user, {@code qemu:///system?socket=...} for root.
   */
  public String uri() {
    return "";
  }

  /**
   * The URI of libvirt's test driver behind the same daemon: {@code
   * test+unix:///default?socket=...}.
   */
  public String testDriverUri() {
    return "";
  }

  /** The daemon's UNIX socket. */
  public Path socket() {
    return Path.of("");
  }

  /** Defines a guest that boots the lab's tiny Linux; it is off. */
  @SuppressWarnings("DoNotCallSuggester")
  public LabGuest createGuest(String name, GuestSpec spec) {
    throw new IllegalStateException(name + spec);
  }

  /**
   * Defines {@code count} domains named {@code quantix-lab-00001} and up, quickly: on the QEMU
   * driver (all off), or the test driver (any mix of states).
   */
  public void defineMany(int count, boolean onTestDriver) {}

  /** Runs virsh against the QEMU driver and gives what it printed; fails if virsh fails. */
  public String virsh(String... args) {
    return String.join(" ", args);
  }

  /** Kills the daemon as a crash would; its guests live on. */
  public void killDaemon() {}

  /** Starts the daemon again on the same socket. */
  public void restartDaemon() {}

  /** Stops the daemon, its guests, and removes what it wrote. */
  @Override
  public void close() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {}

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
