package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.vsock.VsockAddress;
import io.quantix.agent.protocol.vsock.VsockChannel;
import io.quantix.agent.protocol.vsock.VsockListener;
import io.quantix.agent.protocol.vsock.VsockUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the host: its virtio-serial port, or VSOCK where there is none or the guest's owner
 * prefers it.
 *
 * <p>Nobody but the host's own system can reach a virtio-serial port, but any user of the host may
 * connect to a guest by VSOCK. So without a word of the guest's owner only root of the host is
 * taken there, who is known by a port below 1024; and never anybody but the host.
 */
public final class HostPorts implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Path device;
  private final boolean preferVsock;
  private @Nullable VsockListener listener;

  /**
   * Of a guest.
   *
   * @param device of virtio-serial
   * @param preferVsock whether VSOCK is used where the guest has both, for any user of the host
   */
  public HostPorts(Path device, boolean preferVsock) {
    this.device = device;
    this.preferVsock = preferVsock;
  }

  /**
   * Opens the way that there is; by VSOCK, waits for a host for some seconds.
   *
   * @return null if no host has come by VSOCK yet
   * @throws AgentException {@link ErrorCode#DEVICE_OPEN_FAILED}, {@link ErrorCode#DEVICE_NOT_FOUND}
   *     if there is neither, {@link ErrorCode#VSOCK_UNAVAILABLE} if VSOCK is preferred and there is
   *     no other way either
   */
  public @Nullable HostPort open() throws AgentException {
    boolean there = Files.exists(device);
    if (there && !preferVsock) {
      close();
      return device();
    }
    try {
      VsockListener open = listener;
      if (open == null) {
        open = VsockListener.open(VsockAddress.AGENT_PORT);
        listener = open;
      }
      VsockChannel host = open.accept(LOOK_AGAIN);
      if (host == null) {
        return null;
      }
      if (!trusted(host.peer(), preferVsock)) {
        host.close();
        return null;
      }
      return HostPort.socket(host);
    } catch (IOException e) {
      close();
      if (there) {
        return device();
      }
      boolean none = e instanceof VsockUnavailableException;
      throw new AgentException(
          preferVsock || !none ? ErrorCode.VSOCK_UNAVAILABLE : ErrorCode.DEVICE_NOT_FOUND,
          device + " is not there, and VSOCK cannot be used: " + message(e),
          e);
    }
  }

  private HostPort device() throws AgentException {
    try {
      return HostPort.at(device);
    } catch (IOException e) {
      throw new AgentException(ErrorCode.DEVICE_OPEN_FAILED, device + ": " + message(e), e);
    }
  }

  private static String message(IOException e) {
    return Objects.toString(e.getMessage(), e.getClass().getSimpleName());
  }

  /** Whether it is the host that connects, and one of its users who may. */
  static boolean trusted(VsockAddress peer, boolean anyUser) {
    return peer.cid() == VsockAddress.HOST && (anyUser || peer.privileged());
  }

  /** Listens no more. */
  @Override
  public void close() {
    VsockListener old = listener;
    listener = null;
    if (old != null) {
      old.close();
    }
  }
}
