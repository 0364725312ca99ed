package io.quantix.lab;

import java.util.Optional;

/**
 * What a lab guest is like.
 *
 * @param memoryMib memory
 * @param vcpus processors
 * @param graphics whether it has a screen with a VNC server
 * @param vncPassword the VNC server's password
 * @param vncOnSocket VNC on a UNIX socket instead of TCP on loopback
 */
public record GuestSpec(
    int memoryMib, int vcpus, boolean graphics, Optional<String> vncPassword, boolean vncOnSocket) {
  /** The smallest that boots, with a screen on loopback TCP without a password. */
  public static GuestSpec tiny() {
    return new GuestSpec(128, 1, true, Optional.empty(), false);
  }
}
