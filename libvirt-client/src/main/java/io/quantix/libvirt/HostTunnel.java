package io.quantix.libvirt;

import java.nio.channels.ByteChannel;

/**
 * Opens further streams to a remote host over the connection that there is to it already. A channel
 * blocks, is read by one thread while another writes, and its close from a third ends both. All of
 * them end with the connection they were got from.
 */
public interface HostTunnel {
  /** Where it leads: {@code user@host}. */
  String host();

  /**
   * Connects to a TCP port as the host sees it.
   *
   * @param address {@code 127.0.0.1} for the host itself
   * @throws LibvirtException of kind UNREACHABLE if the host refuses or nobody listens there
   */
  ByteChannel tcp(String address, int port) throws LibvirtException;

  /**
   * Connects to a UNIX socket of the host.
   *
   * @throws LibvirtException of kind UNREACHABLE if the host refuses or nobody listens there,
   *     DENIED if this user may not
   */
  ByteChannel unix(String path) throws LibvirtException;
}
