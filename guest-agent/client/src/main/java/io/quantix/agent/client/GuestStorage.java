package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.QuiesceResponse;
import io.quantix.agent.protocol.message.ThawResponse;
import io.quantix.agent.protocol.message.VolumeResizeResponse;
import java.time.Duration;
import java.util.List;

/** A guest's file systems: held still for a copy of its disks, and grown with them. */
public final class GuestStorage {
  /** Scripts in the guest have their time before anything is frozen. */
  private static final Duration FREEZING = Duration.ofMinutes(3);

  /** Growing a large file system takes a while. */
  private static final Duration GROWING = Duration.ofMinutes(10);

  private final GuestLink link;

  GuestStorage(GuestLink link) {
    this.link = link;
  }

  /**
   * Holds file systems still until {@link #thaw}, or until the guest thaws them by itself.
   *
   * @param mountPoints none: all that can be
   * @param atMost after that the guest thaws by itself; zero: as long as it usually does
   * @throws AgentException ALREADY_QUIESCED; QUIESCE_FAILED, and then nothing is frozen
   */
  public QuiesceResponse freeze(List<String> mountPoints, Duration atMost)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getQuiesceBuilder()
        .addAllMountPoints(mountPoints)
        .setTimeoutSeconds((int) Math.min(atMost.toSeconds(), Integer.MAX_VALUE));
    AgentMessage answer = link.request(ask, FREEZING);
    if (!answer.hasQuiesceResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getQuiesceResponse();
  }

  /**
   * Lets them go. If the guest has done that by itself, what was copied meanwhile is not to be
   * relied on.
   *
   * @throws AgentException NOT_QUIESCED; THAW_FAILED
   */
  public ThawResponse thaw() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getThawBuilder();
    AgentMessage answer = link.request(ask, FREEZING);
    if (!answer.hasThawResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getThawResponse();
  }

  /** Whether any is held still now. */
  public boolean frozen() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getPingBuilder();
    AgentMessage answer = link.request(ask);
    if (!answer.hasPong()) {
      throw Guest.noAnswer();
    }
    return answer.getPong().getQuiesced();
  }

  /** What the file system there could have, now that its disk has grown; changes nothing. */
  public VolumeResizeResponse checkGrowth(String mountPoint)
      throws AgentException, InterruptedException {
    return resize(mountPoint, true);
  }

  /** Has a file system, and its partition, fill the disk again after that has grown. */
  public VolumeResizeResponse grow(String mountPoint) throws AgentException, InterruptedException {
    return resize(mountPoint, false);
  }

  private VolumeResizeResponse resize(String mountPoint, boolean onlyCheck)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getVolumeResizeBuilder().setMountPoint(mountPoint).setOnlyCheck(onlyCheck);
    AgentMessage answer = link.request(ask, GROWING);
    if (!answer.hasVolumeResizeResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getVolumeResizeResponse();
  }
}
