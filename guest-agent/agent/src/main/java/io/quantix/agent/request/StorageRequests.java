package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.freeze.FileSystemFreezer;
import io.quantix.agent.metadata.Metadata;
import io.quantix.agent.platform.Platform;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.MetadataRequest;
import io.quantix.agent.protocol.message.MetadataResponse;
import io.quantix.agent.protocol.message.QuiesceRequest;
import io.quantix.agent.protocol.message.QuiesceResponse;
import io.quantix.agent.protocol.message.ThawResponse;
import io.quantix.agent.protocol.message.VolumeResizeRequest;
import io.quantix.agent.protocol.message.VolumeResizeResponse;
import io.quantix.agent.volume.Volumes;
import java.time.Duration;
import java.util.TreeSet;

/** Freezing, growing, and the words that are kept for the host. */
public final class StorageRequests {
  private final Platform platform;
  private final RateLimits limits;
  private final Admission admission;
  private final Metadata metadata;

  /** On that platform, within the limits. */
  public StorageRequests(
      Platform platform, RateLimits limits, Admission admission, Metadata metadata) {
    this.platform = platform;
    this.limits = limits;
    this.admission = admission;
    this.metadata = metadata;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers
        .on(PayloadCase.QUIESCE, this::freeze)
        .on(PayloadCase.THAW, this::thaw)
        .on(PayloadCase.VOLUME_RESIZE, this::resize)
        .on(PayloadCase.METADATA, this::metadata);
  }

  private AgentMessage.Builder freeze(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    QuiesceRequest request = message.getQuiesce();
    FileSystemFreezer.Frozen frozen =
        admission.audited(
            "quiesce",
            String.join(" ", request.getMountPointsList()),
            "",
            context,
            () ->
                platform
                    .freezer()
                    .freeze(
                        request.getMountPointsList(),
                        Duration.ofSeconds(Integer.toUnsignedLong(request.getTimeoutSeconds()))));
    return AgentMessage.newBuilder()
        .setQuiesceResponse(
            QuiesceResponse.newBuilder()
                .addAllFrozen(frozen.mountPoints())
                .addAllSkipped(frozen.skipped())
                .setThawsInMs(frozen.thawsIn().toMillis()));
  }

  private AgentMessage.Builder thaw(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    FileSystemFreezer.Thawed thawed =
        admission.audited("thaw", "", "", context, () -> platform.freezer().thaw());
    return AgentMessage.newBuilder()
        .setThawResponse(
            ThawResponse.newBuilder()
                .addAllThawed(thawed.mountPoints())
                .setWasThawedByWatchdog(thawed.byItself()));
  }

  private AgentMessage.Builder resize(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    VolumeResizeRequest request = message.getVolumeResize();
    Volumes.Resized sizes =
        admission.audited(
            "volume_resize",
            (request.getOnlyCheck() ? "check " : "grow ") + request.getMountPoint(),
            "",
            context,
            () -> platform.volumes().resize(request.getMountPoint(), request.getOnlyCheck()));
    return AgentMessage.newBuilder()
        .setVolumeResizeResponse(
            VolumeResizeResponse.newBuilder()
                .setDeviceBytes(sizes.deviceBytes())
                .setFileSystemBytes(sizes.fileSystemBytes())
                .setFileSystemBytesBefore(sizes.before()));
  }

  private AgentMessage.Builder metadata(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    MetadataRequest request = message.getMetadata();
    TreeSet<String> names = new TreeSet<>(request.getSetMap().keySet());
    names.addAll(request.getRemoveList());
    return AgentMessage.newBuilder()
        .setMetadataResponse(
            MetadataResponse.newBuilder()
                .putAllValues(
                    admission.audited(
                        "metadata",
                        String.join(" ", names),
                        "",
                        context,
                        () -> {
                          limits.fileOperation();
                          return metadata.change(request.getSetMap(), request.getRemoveList());
                        })));
  }
}
