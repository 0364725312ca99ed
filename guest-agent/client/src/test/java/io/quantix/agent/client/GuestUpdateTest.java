package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentUpdateState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Updates of the agent as a program, with its package's start script. */
@Timeout(1800)
class GuestUpdateTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** So long that a version is never given up because the machine is busy. */
  private static final int LONG_TRIAL = 600;

  @TempDir Path folder;

  private static AgentSession open(PackagedAgent agent) throws Exception {
    return AgentSession.open(
        agent.opener(), AgentOptions.of("test").withHandshake(PATIENCE).withSilence(Duration.ZERO));
  }

  private static void install(AgentSession session, UpdatePackage update) throws Exception {
    new GuestUpdate(session).install(update, PATIENCE, (done, total, text) -> {});
  }

  private static void assertFails(ThrowingCallable work, ErrorCode code, String reason) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.reason()).contains(reason);
            });
  }

  @Test
  void aSignedNewerVersionRunsFromThenOnAndCanBeUpdatedInTurn() throws Exception {
    try (PackagedAgent agent = new PackagedAgent(folder, "1.0.0", LONG_TRIAL);
        AgentSession session = open(agent)) {
      GuestUpdate update = new GuestUpdate(session);
      assertThat(update.platform()).isEqualTo(PackagedAgent.PLATFORM);
      assertThat(update.last().getState()).isEqualTo(AgentUpdateState.AGENT_UPDATE_IDLE);
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      update.install(agent.update("1.0.1"), PATIENCE, (done, total, text) -> told.add(text));
      assertThat(session.hello().getAgentVersion()).isEqualTo("1.0.1");
      assertThat(told).isNotEmpty().allMatch(text -> text.startsWith("AGENT_UPDATE_"));
      assertThat(update.last().getState()).isEqualTo(AgentUpdateState.AGENT_UPDATE_COMPLETE);
      assertThat(agent.state().resolve("trial")).doesNotExist();

      update.install(agent.update("1.1"), PATIENCE, (done, total, text) -> {});
      assertThat(session.hello().getAgentVersion()).isEqualTo("1.1");
      assertThat(update.last().getUpdateVersion()).isEqualTo("1.1");
      assertThat(agent.state().resolve("versions/1.0.1")).as("the way back").exists();
      assertThat(agent.auditLog())
          .anyMatch(line -> line.contains("self_update") && line.contains("1.0.1 linux-x86_64"));
    }
  }

  @Test
  void whatIsNotRightIsRefusedAndTheAgentGoesOn() throws Exception {
    try (PackagedAgent agent = new PackagedAgent(folder, "1.0.0", LONG_TRIAL);
        AgentSession session = open(agent)) {
      String instance = session.hello().getInstanceId();
      UpdatePackage good = agent.update("1.0.1");

      byte[] forged = good.signature();
      forged[5] ^= 1;
      assertFails(
          () ->
              install(
                  session, new UpdatePackage("1.0.1", PackagedAgent.PLATFORM, good.file(), forged)),
          ErrorCode.UPDATE_FAILED,
          "not signed");
      assertFails(
          () ->
              install(
                  session,
                  new UpdatePackage(
                      "1.0.2", PackagedAgent.PLATFORM, good.file(), good.signature())),
          ErrorCode.UPDATE_FAILED,
          "not signed");
      assertFails(
          () ->
              install(
                  session,
                  new UpdatePackage("1.0.1", PackagedAgent.PLATFORM, good.file(), new byte[3])),
          ErrorCode.UPDATE_FAILED,
          "not signed");
      assertFails(
          () ->
              install(
                  session,
                  new UpdatePackage(
                      "1.0.1",
                      "windows-x86_64",
                      good.file(),
                      agent.sign("1.0.1", "windows-x86_64", good.file()))),
          ErrorCode.UPDATE_FAILED,
          "another platform");
      for (String older : List.of("0.9.9", "1.0.0", "1.0")) {
        assertFails(
            () -> install(session, agent.update(older)), ErrorCode.UPDATE_FAILED, "not newer");
      }
      assertFails(
          () -> install(session, agent.update("1.0.3", PackagedAgent.PLATFORM, "exit 1")),
          ErrorCode.UPDATE_FAILED,
          "Version 1.0.3 was taken back");
      assertThat(session.hello().getInstanceId()).isNotEqualTo(instance);
      assertThat(session.hello().getAgentVersion()).isEqualTo("1.0.0");
      assertThat(new GuestUpdate(session).last().getReason()).contains("ended 3 times");
    }
  }

  @Test
  void otherBytesThanTheAnnouncedAreRefused() throws Exception {
    try (PackagedAgent agent = new PackagedAgent(folder, "1.0.0", LONG_TRIAL);
        AgentSession session = open(agent)) {
      UpdatePackage good = agent.update("1.0.1");
      // What is read for the checksum is not what is read for the stream.
      Path changing = folder.resolve("changing");
      Files.copy(good.file(), changing);
      io.quantix.agent.protocol.message.AgentMessage.Builder message =
          io.quantix.agent.protocol.message.AgentMessage.newBuilder();
      byte[] content = Files.readAllBytes(changing);
      message
          .getAgentUpdateBuilder()
          .setVersion("1.0.1")
          .setPlatform(PackagedAgent.PLATFORM)
          .setTotalBytes(content.length)
          .setSha256(
              com.google.protobuf.ByteString.copyFrom(
                  java.security.MessageDigest.getInstance("SHA-256").digest(content)))
          .setSignature(com.google.protobuf.ByteString.copyFrom(good.signature()));
      content[content.length / 2] ^= 1;
      try (PendingRequest request = session.beginStreamed(message, (done, total, text) -> {})) {
        request.awaitStream(PATIENCE);
        request.stream()
            .write(
                io.quantix.agent.protocol.message.StreamChannel.STREAM_CHANNEL_MAIN,
                content,
                0,
                content.length);
        request.stream().end();
        assertFails(() -> request.await(PATIENCE), ErrorCode.CHECKSUM_MISMATCH, "announced");
      }
      assertThat(agent.state().resolve("current")).doesNotExist();
      assertThat(agent.state().resolve("incoming")).doesNotExist();
      session.ping();

      // One that is no archive, though signed.
      Path text =
          Files.writeString(folder.resolve("text"), "no archive", StandardOpenOption.CREATE);
      assertFails(
          () ->
              install(
                  session,
                  new UpdatePackage(
                      "1.0.2",
                      PackagedAgent.PLATFORM,
                      text,
                      agent.sign("1.0.2", PackagedAgent.PLATFORM, text))),
          ErrorCode.UPDATE_FAILED,
          "unpacked");
    }
  }

  @Test
  void aVersionThatDoesNotTalkToTheHostInTimeIsTakenBack() throws Exception {
    try (PackagedAgent agent = new PackagedAgent(folder, "1.0.0", 2);
        AgentSession session = open(agent)) {
      assertFails(
          () ->
              install(session, agent.update("1.0.1", PackagedAgent.PLATFORM, "exec sleep 100000")),
          ErrorCode.UPDATE_FAILED,
          "no host talked to it within 2 seconds");
      assertThat(session.hello().getAgentVersion()).isEqualTo("1.0.0");
      assertThat(agent.state().resolve("current")).doesNotExist();
    }
  }

  @Test
  void aWayBackThatIsBlockedIsSaid() throws Exception {
    try (PackagedAgent agent = new PackagedAgent(folder, "1.0.0", LONG_TRIAL)) {
      Files.createDirectories(agent.state());
      Files.writeString(agent.state().resolve("outcome"), "rollback-failed 1.0.1 it ended\n");
      try (AgentSession session = open(agent)) {
        assertFails(() -> new GuestUpdate(session).last(), ErrorCode.ROLLBACK_FAILED, "1.0.1");
      }
    }
  }
}
