package io.quantix.desktop.host;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.libvirt.Screenshot;
import java.util.concurrent.CompletableFuture;

/**
 * One host, kept as fresh as its events are. Methods return at once and are called on the JavaFX
 * thread; what they set off runs on virtual threads, and the model changes on the JavaFX thread
 * when the host says that it changed. Futures complete on the JavaFX thread. Every command is a
 * task in the task list, a failed one a notice.
 */
public interface HostSession {
  /** What is known of the host. */
  HostModel model();

  /** Connects, and goes on reconnecting when the connection is lost, until {@link #disconnect}. */
  void connect();

  /** Ends the connection; what was last known stays. */
  void disconnect();

  /** Does it; completes when the host has done or refused it. */
  CompletableFuture<Void> run(VmCommand command, VmModel vm);

  /**
   * Deletes a VM that is off: its definition, and what libvirt keeps beside it.
   *
   * @param withDisks also remove the disk images that no other VM uses
   */
  CompletableFuture<Void> delete(VmModel vm, boolean withDisks);

  /** A picture of the VM's screen as the hypervisor made it. */
  CompletableFuture<Screenshot> screenshot(VmModel vm);

  /** Where the VM's console is: asked anew each time, since ports change at each start. */
  CompletableFuture<ConsoleTarget> console(VmModel vm);
}
