package io.quantix.agent.client;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentUpdateRequest;
import io.quantix.agent.protocol.message.AgentUpdateResponse;
import io.quantix.agent.protocol.message.AgentUpdateState;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/** Puts a newer agent into a guest, and waits until it runs there or was taken back. */
public final class GuestUpdate {
  /** Between two looks at whether the agent is another one by now. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final GuestLink link;

  /** Of the guest at the other end. */
  public GuestUpdate(GuestLink link) {
    this.link = link;
  }

  /** What the guest's package is called by: {@code linux-x86_64}. */
  public String platform() {
    GuestIdentity guest = link.hello().getGuest();
    return guest.getOsFamily() + "-" + guest.getArchitecture();
  }

  /** How the last update went. */
  public AgentUpdateResponse last() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getAgentUpdateBuilder();
    return response(link.request(ask));
  }

  /**
   * Sends a newer version. The session is lost while the agent restarts, and comes back by itself.
   *
   * @param comesBack how long the new version may take to answer, or the old one if it was taken
   *     back
   * @param progress is told how many bytes the guest has, with the name of the state
   * @throws AgentException the guest's reason; UPDATE_FAILED with the reason if the new version did
   *     not come up, and the old one runs again; ROLLBACK_FAILED if that does not; NO_ANSWER if
   *     none answers in that time
   * @throws IOException if the package cannot be read
   */
  public void install(UpdatePackage update, Duration comesBack, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    AgentSession session =
        link.session()
            .orElseThrow(() ->
                new AgentException(
                    ErrorCode.NOT_AVAILABLE, "This guest's agent is not updated by its host"));
    String before = session.hello().getInstanceId();
    AgentMessage.Builder message =
        AgentMessage.newBuilder()
            .setAgentUpdate(
                AgentUpdateRequest.newBuilder()
                    .setVersion(update.version())
                    .setPlatform(update.platform())
                    .setTotalBytes(Files.size(update.file()))
                    .setSha256(ByteString.copyFrom(checksum(update)))
                    .setSignature(ByteString.copyFrom(update.signature())));
    try (PendingRequest request = session.beginStreamed(message, progress)) {
      request.awaitStream(link.patience());
      send(update, request);
      response(request.await(comesBack));
    } catch (AgentException e) {
      // The answer may be lost in the restart; then whoever comes back tells.
      if (e.code() != ErrorCode.CONNECTION_LOST) {
        throw e;
      }
    }
    AgentHello now = awaitAnother(session, before, comesBack);
    AgentUpdateResponse outcome = last();
    if (outcome.getState() != AgentUpdateState.AGENT_UPDATE_COMPLETE
        || !now.getAgentVersion().equals(update.version())) {
      throw new AgentException(
          ErrorCode.UPDATE_FAILED,
          "Version %s was taken back; %s runs: %s"
              .formatted(
                  update.version(),
                  GuestText.line(now.getAgentVersion()),
                  GuestText.line(outcome.getReason())));
    }
  }

  private static void send(UpdatePackage update, PendingRequest request)
      throws AgentException, InterruptedException, IOException {
    AgentStream stream = request.stream();
    byte[] piece = new byte[Limits.CHUNK];
    try (InputStream from = Files.newInputStream(update.file())) {
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        try {
          stream.write(StreamChannel.STREAM_CHANNEL_MAIN, piece, 0, n);
        } catch (IOException e) {
          // The guest wants no more: its answer says why.
          return;
        }
      }
    }
    try {
      stream.end();
    } catch (IOException e) {
      // Likewise.
    }
  }

  private static AgentHello awaitAnother(AgentSession session, String before, Duration atMost)
      throws AgentException, InterruptedException {
    long from = System.nanoTime();
    while (true) {
      Duration left = atMost.minusNanos(System.nanoTime() - from);
      if (left.isNegative() || left.isZero()) {
        throw new AgentException(
            ErrorCode.NO_ANSWER,
            "No agent has come back in %d s after its update".formatted(atMost.toSeconds()));
      }
      session.awaitConnected(left);
      AgentHello now = session.hello();
      if (!now.getInstanceId().equals(before)) {
        return now;
      }
      Thread.sleep(LOOK);
    }
  }

  private static byte[] checksum(UpdatePackage update) throws IOException {
    try (InputStream from = Files.newInputStream(update.file())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] piece = new byte[Limits.CHUNK];
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        digest.update(piece, 0, n);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static AgentUpdateResponse response(AgentMessage answer) throws AgentException {
    if (!answer.hasAgentUpdateResponse()) {
      throw new AgentException(
          ErrorCode.INVALID_MESSAGE, "The guest answered an update with something else");
    }
    return answer.getAgentUpdateResponse();
  }
}
