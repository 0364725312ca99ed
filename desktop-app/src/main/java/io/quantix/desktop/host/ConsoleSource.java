package io.quantix.desktop.host;

import io.quantix.desktop.model.VmModel;
import io.quantix.vnc.VncCredential;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.Observable;
import javafx.beans.value.ObservableValue;

/**
 * What a console shows the screen of: a VM of a libvirt host ({@link VmConsole}), or a VNC server
 * that has no libvirt. A console asks it where the screen is each time it connects, and tries again
 * when it says that something has changed; all that it can do beyond that depends on {@link #vm}.
 * Used on the JavaFX thread only, but for {@link #remember}; two sources of one screen are equal.
 */
public interface ConsoleSource {
  /** What the person calls it. */
  ObservableValue<String> name();

  /** What a window that shows it is called. */
  ObservableValue<String> title();

  /**
   * Whether there can be a screen at present. A server that nothing is known of is on until it is
   * found not to answer.
   */
  boolean isOn();

  /** A change of any of these is a reason to ask {@link #isOn} again, and to connect if it is. */
  List<Observable> changes();

  /**
   * Where the screen is and how it is reached. Returns at once; completes on the JavaFX thread,
   * with a {@link io.quantix.libvirt.LibvirtException} or a {@link io.quantix.vnc.VncException} if
   * that cannot be found out.
   */
  CompletableFuture<ConsoleTarget> target();

  /** The VM whose screen it is: for its power, its serial ports and its state. */
  Optional<VmModel> vm();

  /** What it is remembered by: the same after a restart, and no other screen's. */
  default String key() {
    return vm().map(vm -> vm.uuid() + "@" + vm.host().uri()).orElseGet(() -> name().getValue());
  }

  /** Whether {@link #remember} keeps anything. */
  default boolean canRemember() {
    return false;
  }

  /**
   * Keeps in the keyring what the person has typed and the server has accepted; called only if the
   * person wants it kept. Does not wait. May be called on any thread.
   *
   * @param accepted copied, and left to the caller to wipe
   */
  default void remember(VncCredential accepted) {}
}
