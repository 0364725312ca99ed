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

  /**
   * What it wrote on its serial console since its QEMU was started: {@code quantix-lab: boot NAME},
   * {@code quantix-lab: ready NAME 80x25}, {@code typed: TEXT} for each line that was typed on its
   * screen, {@code key: F1} for each special key, and the dialogue of the console's shell.
   */
  String serialLog();

  /** Waits until {@link #serialLog()} contains the text; fails with what is there instead. */
  void awaitSerial(String text, Duration atMost);

  /** The UNIX socket that QEMU listens at for the agent's channel; only while it runs. */
  Path agentSocket();

  /** The UNIX socket that QEMU listens at for a channel; only while it runs. */
  Path channelSocket(String channel);

  /** Its state in virsh's words: {@code running}, {@code paused}, {@code shut off}, ... */
  String state();

  /**
   * QEMU's own picture of its screen, written as PNG: the truth that ours is compared to. The file
   * goes with the host.
   */
  Path screendump();
}
