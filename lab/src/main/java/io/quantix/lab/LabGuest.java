package io.quantix.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A guest on a {@link LabHost}. */
public interface LabGuest {
  /** Its name. */
  String name();

  /** Its UUID. */
  UUID uuid();

  /** Starts it by virsh. */
  void start();

  /** Waits until its screen program draws and answers keys (it says so on its serial console). */
  void awaitReady(Duration atMost);

  /** What it wrote on its serial console so far. */
  String serialLog();

  /**
   * QEMU's own picture of its screen, written as PNG or PPM: the truth that ours is compared to.
   */
  Path screendump();
}
