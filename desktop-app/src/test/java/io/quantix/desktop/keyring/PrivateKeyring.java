package io.quantix.desktop.keyring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A D-Bus session and a GNOME keyring of a test's own, in a folder of its own. The developer's
 * keyring is never seen.
 */
public final class PrivateKeyring implements AutoCloseable {
  private static final String PASSWORD = "the keyring's own";

  private final Path folder;
  private @Nullable Process bus;
  private @Nullable Process daemon;

  private PrivateKeyring(Path folder) {
    this.folder = folder;
  }

  /** Starts both; the keyring is open. */
  public static PrivateKeyring start(Path folder) throws Exception {
    PrivateKeyring keyring = withoutService(folder);
    try {
      keyring.startDaemon(true);
    } catch (Exception | AssertionError e) {
      keyring.close();
      throw e;
    }
    return keyring;
  }

  /** Starts the D-Bus session alone. */
  public static PrivateKeyring withoutService(Path folder) throws Exception {
    PrivateKeyring keyring = new PrivateKeyring(folder);
    keyring.startBus();
    return keyring;
  }

  /** The keyring as a program of this session has it. */
  public Keyring keyring(boolean mayPrompt) {
    return new SecretToolKeyring(environment(), mayPrompt);
  }

  /** What a program of this session has in its environment. */
  public Map<String, String> environment() {
    return builder(List.of()).environment();
  }

  /** Starts the D-Bus session, as at a login. */
  public void startBus() throws Exception {
    Path socket = folder.resolve("bus");
    Files.deleteIfExists(socket);
    Path configuration =
        Files.writeString(
            folder.resolve("bus.conf"),
            """
            <busconfig>
              <type>session</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """
                .formatted(socket));
    bus = child(List.of("dbus-daemon", "--nofork", "--config-file=" + configuration));
    await("D-Bus", () -> Files.exists(socket));
  }

  /** Ends the D-Bus session, as at a logout. */
  public void stopBus() {
    stop(bus);
    bus = null;
  }

  /** Starts the keyring's daemon. */
  public void startDaemon(boolean unlocked) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("gnome-keyring-daemon", "--foreground", "--components=secrets"));
    if (unlocked) {
      command.add("--unlock");
    }
    Process started = child(command);
    daemon = started;
    if (unlocked) {
      started.getOutputStream().write(PASSWORD.getBytes(StandardCharsets.UTF_8));
    }
    started.getOutputStream().close();
    await(
        "the keyring",
        () -> {
          try {
            keyring(false)
                .find(new SecretName(io.quantix.libvirt.Prompter.SecretKind.PASSWORD, "nobody"));
            return true;
          } catch (KeyringException e) {
            return false;
          }
        });
  }

  /** Kills the keyring's daemon. */
  public void stopDaemon() {
    stop(daemon);
    daemon = null;
  }

  /** Sends the keyring's daemon a signal. */
  public void signal(String signal) throws Exception {
    Process target = daemon;
    if (target == null) {
      throw new IllegalStateException("it does not run");
    }
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + target.pid()).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill failed");
    }
  }

  /** What another program finds in the keyring; empty if nothing. */
  public String lookup(String... attributes) throws Exception {
    List<String> command = new ArrayList<>(List.of("secret-tool", "lookup"));
    command.addAll(List.of(attributes));
    return output(command);
  }

  /** All that another program sees of what Quantix has stored. */
  public String search() throws Exception {
    return output(List.of("secret-tool", "search", "--all", "application", "quantix"));
  }

  private String output(List<String> command) throws Exception {
    Process process = builder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("DISPLAY");
    builder.environment().remove("WAYLAND_DISPLAY");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
    return builder;
  }

  private Process child(List<String> command) throws IOException {
    return builder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command.getFirst() + ".log").toFile())
        .start();
  }

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until it is so. */
  void await(String what, Condition condition) throws Exception {
    for (int i = 0; i < 1500; i++) {
      if (condition.holds()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("not within 30 s: " + what + "; see " + folder);
  }

  private static void stop(@Nullable Process process) {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    stopDaemon();
    stopBus();
  }
}
