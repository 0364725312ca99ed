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
 * @param glyphs whether the foot of its screen shows every printable character once, so that {@link
 *     ScreenText} can read a picture of it
 * @param agent whether the guest agent runs in it
 * @param qemuAgent whether QEMU's guest agent runs in it, at the channel that libvirt has for it
 *     and at {@link #QEMU_AGENT_CHANNEL}
 */
public record GuestSpec(
    int memoryMib,
    int vcpus,
    boolean graphics,
    Optional<String> vncPassword,
    boolean vncOnSocket,
    boolean glyphs,
    boolean agent,
    boolean qemuAgent) {
  /** Where QEMU's guest agent can be talked to without libvirt. */
  public static final String QEMU_AGENT_CHANNEL = "quantix.lab.qemu-ga";

  /** What the agent's Java needs beside the guest itself. */
  private static final int MEMORY_WITH_AGENT_MIB = 512;

  /** Without an agent. */
  public GuestSpec(
      int memoryMib,
      int vcpus,
      boolean graphics,
      Optional<String> vncPassword,
      boolean vncOnSocket,
      boolean glyphs) {
    this(memoryMib, vcpus, graphics, vncPassword, vncOnSocket, glyphs, false, false);
  }

  /** With a screen that {@link ScreenText} can read. */
  public GuestSpec(
      int memoryMib,
      int vcpus,
      boolean graphics,
      Optional<String> vncPassword,
      boolean vncOnSocket) {
    this(memoryMib, vcpus, graphics, vncPassword, vncOnSocket, true);
  }

  /** The smallest that boots, with a screen on loopback TCP without a password. */
  public static GuestSpec tiny() {
    return new GuestSpec(128, 1, true, Optional.empty(), false);
  }

  /** The same with a screen whose VNC server asks for a password (at most 8 characters count). */
  public GuestSpec withVncPassword(String password) {
    return new GuestSpec(
        memoryMib, vcpus, graphics, Optional.of(password), vncOnSocket, glyphs, agent, qemuAgent);
  }

  /** The same with its VNC server on a UNIX socket. */
  public GuestSpec withVncOnSocket() {
    return new GuestSpec(memoryMib, vcpus, graphics, vncPassword, true, glyphs, agent, qemuAgent);
  }

  /** The same with no screen at all. */
  public GuestSpec withoutGraphics() {
    return new GuestSpec(
        memoryMib, vcpus, false, vncPassword, vncOnSocket, glyphs, agent, qemuAgent);
  }

  /** The same without the characters at the foot of its screen: for the eye, not for a test. */
  public GuestSpec withoutGlyphs() {
    return new GuestSpec(
        memoryMib, vcpus, graphics, vncPassword, vncOnSocket, false, agent, qemuAgent);
  }

  /**
   * The same with this tree's guest agent running in it, on the channel {@code
   * org.limiquantix.agent.0}: as it was compiled last.
   */
  public GuestSpec withAgent() {
    return new GuestSpec(
        Math.max(memoryMib, MEMORY_WITH_AGENT_MIB),
        vcpus,
        graphics,
        vncPassword,
        vncOnSocket,
        glyphs,
        true,
        qemuAgent);
  }

  /** The same with QEMU's guest agent in it, as this system has it installed. */
  public GuestSpec withQemuAgent() {
    return new GuestSpec(
        Math.max(memoryMib, MEMORY_WITH_AGENT_MIB),
        vcpus,
        graphics,
        vncPassword,
        vncOnSocket,
        glyphs,
        agent,
        true);
  }

  /** The same with so much memory. */
  public GuestSpec withMemory(int mib) {
    return new GuestSpec(mib, vcpus, graphics, vncPassword, vncOnSocket, glyphs, agent, qemuAgent);
  }
}
