package io.quantix.desktop.host;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.libvirt.Screenshot;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.Set;
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

  /** Finds the disk images of a VM, with what keeps some of them from being deleted with it. */
  CompletableFuture<List<DiskImage>> diskImages(VmModel vm);

  /**
   * Deletes a VM that is off: its definition, and what libvirt keeps beside it. Each image is
   * judged once more before it goes; one that has to stay, and all of them if the VM itself could
   * not be deleted, are named in the failure.
   *
   * @param images the paths of the disk images that are to be deleted with it
   */
  CompletableFuture<Void> delete(VmModel vm, Set<String> images);

  /** Lets a VM start with its host, or not; what the host refuses becomes a notice. */
  CompletableFuture<Void> setAutostart(VmModel vm, boolean wanted);

  /** A picture of the VM's screen as the hypervisor made it. */
  CompletableFuture<Screenshot> screenshot(VmModel vm);

  /** Where the VM's console is: asked anew each time, since ports change at each start. */
  CompletableFuture<ConsoleTarget> console(VmModel vm);

  /** The serial ports and consoles of a VM that is on, each once; empty for one that is off. */
  CompletableFuture<List<SerialPort>> serialPorts(VmModel vm);

  /**
   * Opens a serial port, in both directions; the caller closes it.
   *
   * @param takeOver take it from whoever has it open now; without that it is refused then, with a
   *     {@link SerialBusyException}
   */
  CompletableFuture<ByteChannel> openSerial(VmModel vm, SerialPort port, boolean takeOver);

  /** The guests inside its VMs, through their agents. */
  GuestAccess guests();
}
