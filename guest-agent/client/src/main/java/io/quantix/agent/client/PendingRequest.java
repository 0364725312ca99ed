package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Errors;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.StreamOpened;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A request that was sent, until it is answered. */
public final class PendingRequest implements AutoCloseable {
  /** Told how far a request is. Called on the session's reading thread: must not wait. */
  @FunctionalInterface
  public interface Progress {
    /** That much of so much, in whatever the request counts; total is 0 if nobody knows. */
    void at(long done, long total, String text);
  }

  private final AgentConnection connection;
  private final AgentMessage request;
  private final @Nullable AgentStream stream;
  private final Progress progress;
  private final CompletableFuture<AgentMessage> answer = new CompletableFuture<>();
  private final CompletableFuture<StreamOpened> opened = new CompletableFuture<>();
  private AgentMessage.@Nullable Builder merged;
  private int mergedBytes;

  PendingRequest(
      AgentConnection connection,
      AgentMessage request,
      @Nullable AgentStream stream,
      Progress progress) {
    this.connection = connection;
    this.request = request;
    this.stream = stream;
    this.progress = progress;
  }

  String id() {
    return request.getMessageId();
  }

  /** The stream of a request that asked for one. */
  public AgentStream stream() {
    AgentStream own = stream;
    if (own == null) {
      throw new IllegalStateException("This request has no stream");
    }
    return own;
  }

  /** Takes what the agent says to this request; gives whether that was all. */
  boolean accept(AgentMessage message, int bytes) {
    switch (message.getPayloadCase()) {
      case PROGRESS ->
          progress.at(
              Math.max(0, message.getProgress().getDone()),
              Math.max(0, message.getProgress().getTotal()),
              GuestText.line(message.getProgress().getText()));
      case STREAM_OPENED -> opened.complete(message.getStreamOpened());
      case ERROR -> {
        fail(GuestText.clean(Errors.exception(message.getError())));
        return true;
      }
      default -> {
        return merge(message, bytes);
      }
    }
    return false;
  }

  private boolean merge(AgentMessage message, int bytes) {
    mergedBytes += bytes;
    AgentMessage.Builder whole = merged;
    if (whole == null) {
      if (!message.getMore()) {
        succeed(message);
        return true;
      }
      merged = message.toBuilder();
      return false;
    }
    if (mergedBytes > Limits.MAX_ANSWER || whole.getPayloadCase() != message.getPayloadCase()) {
      connection.cancel(id());
      fail(
          new AgentException(
              ErrorCode.MESSAGE_TOO_LARGE,
              "The guest's answer is larger than %d MiB, or none"
                  .formatted(Limits.MAX_ANSWER / 1024 / 1024)));
      return true;
    }
    whole.mergeFrom(message);
    if (message.getMore()) {
      return false;
    }
    succeed(whole.setMore(false).build());
    return true;
  }

  private void succeed(AgentMessage message) {
    opened.completeExceptionally(
        new AgentException(ErrorCode.STREAM_FAILED, "The request was done without its stream"));
    answer.complete(message);
    if (stream != null) {
      stream.stopWriting();
    }
  }

  void fail(AgentException why) {
    opened.completeExceptionally(why);
    answer.completeExceptionally(why);
    if (stream != null) {
      stream.reset(why);
    }
  }

  /**
   * Waits until the agent has opened the stream; only then may it be written to.
   *
   * @throws AgentException why it did not
   */
  public StreamOpened awaitStream(Duration atMost) throws AgentException, InterruptedException {
    return await(opened, atMost);
  }

  /** Whether it is over: answered, failed or cancelled. */
  public boolean answered() {
    return answer.isDone();
  }

  /**
   * Waits for the answer. If it does not come in time, or this thread is interrupted, the request
   * is cancelled.
   *
   * @throws AgentException why it was not done
   */
  public AgentMessage await(Duration atMost) throws AgentException, InterruptedException {
    return await(answer, atMost);
  }

  private <T> T await(CompletableFuture<T> what, Duration atMost)
      throws AgentException, InterruptedException {
    try {
      return what.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof AgentException why
          ? why
          : new AgentException(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), e);
    } catch (TimeoutException e) {
      close();
      throw new AgentException(
          ErrorCode.NO_ANSWER,
          "The guest did not answer %s within %d s"
              .formatted(
                  request.getPayloadCase().name().toLowerCase(java.util.Locale.ROOT),
                  atMost.toSeconds()),
          e);
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Cancels it, if it is not answered yet. */
  @Override
  public void close() {
    if (!answer.isDone()) {
      connection.cancel(id());
      connection.forget(this);
      fail(new AgentException(ErrorCode.CANCELLED, "The request was cancelled"));
    }
    if (stream != null) {
      stream.close();
    }
  }
}
