package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Errors;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ProgressEvent;
import io.quantix.agent.protocol.message.StreamOpened;
import io.quantix.agent.protocol.message.TerminalResize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A request while it is done, on a thread of its own. */
final class RunningRequest implements RequestContext {
  private static final long PROGRESS_EVERY_NANOS = 100_000_000;

  /** Their answers may have megabytes, so that few are made at a time. */
  private static final Set<PayloadCase> LISTS =
      Set.of(
          PayloadCase.LIST_DIRECTORY,
          PayloadCase.LIST_PROCESSES,
          PayloadCase.LIST_SERVICES,
          PayloadCase.LIST_INSTALLED_SOFTWARE);

  private final HostSession session;
  private final AgentMessage request;
  private final RequestHandler handler;
  private final List<AgentStream> streams = new ArrayList<>();
  private final Thread thread;
  private long progressAt;
  private boolean told;

  RunningRequest(HostSession session, AgentMessage request, RequestHandler handler) {
    this.session = session;
    this.request = request;
    this.handler = handler;
    this.thread =
        Thread.ofPlatform()
            .name("agent-" + RequestHandlers.name(request.getPayloadCase()))
            .daemon()
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void cancel() {
    thread.interrupt();
  }

  private void run() {
    if (session.log().wants(ChannelLog.Weight.DEBUG)) {
      session.log().log(ChannelLog.Weight.DEBUG, thread.getName() + " " + messageId());
    }
    boolean list = LISTS.contains(request.getPayloadCase());
    boolean begun = false;
    AgentMessage.Builder answer;
    try {
      if (list) {
        session.lists().acquire();
        begun = true;
      }
      answer = handler.handle(request, this);
      endStreams();
    } catch (AgentException e) {
      answer = failed(e);
    } catch (InterruptedException e) {
      answer = failed(new AgentException(ErrorCode.CANCELLED, "The request was cancelled"));
    } catch (RuntimeException | StackOverflowError e) {
      session.log().log(ChannelLog.Weight.ERROR, thread.getName() + " failed: " + trace(e));
      answer =
          failed(
              new AgentException(
                  ErrorCode.INTERNAL_ERROR,
                  "The agent failed at %s: %s"
                      .formatted(
                          RequestHandlers.name(request.getPayloadCase()),
                          e.getClass().getSimpleName())));
    }
    session.finished(this, answer);
    if (begun) {
      session.lists().release();
    }
  }

  /** The first lines of a stack trace, in one. */
  private static String trace(Throwable e) {
    StringBuilder text = new StringBuilder(e.toString());
    for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
      text.append(" at ").append(e.getStackTrace()[i]);
    }
    return text.toString();
  }

  private AgentMessage.Builder failed(AgentException why) {
    streams.forEach(stream -> stream.reset(why));
    return AgentMessage.newBuilder().setError(Errors.event(why));
  }

  private void endStreams() {
    for (AgentStream stream : streams) {
      try {
        stream.end();
      } catch (IOException e) {
        // The session is over, and the stream with it.
      }
      // What the host still sends has nobody who would read it.
      if (!stream.drained()) {
        stream.stopReading();
      }
    }
  }

  @Override
  public String messageId() {
    return request.getMessageId();
  }

  @Override
  public String user() {
    return session.user();
  }

  @Override
  public SessionEvents events() {
    return session;
  }

  @Override
  public AgentStream openStream(int streamId, long totalBytes, long pid) throws AgentException {
    AgentStream stream = session.streams().open(streamId);
    streams.add(stream);
    session.tell(
        AgentMessage.newBuilder()
            .setMessageId(messageId())
            .setStreamOpened(
                StreamOpened.newBuilder()
                    .setStreamId(streamId)
                    .setTotalBytes(totalBytes)
                    .setPid((int) pid))
            .build());
    return stream;
  }

  @Override
  public void onResize(int streamId, Consumer<TerminalResize> listener) {
    session.onResize(streamId, this, listener);
  }

  @Override
  public synchronized void progress(long done, long total, String text) {
    long now = System.nanoTime();
    if (told && now - progressAt < PROGRESS_EVERY_NANOS && done != total) {
      return;
    }
    told = true;
    progressAt = now;
    session.publish(
        AgentMessage.newBuilder()
            .setMessageId(messageId())
            .setProgress(ProgressEvent.newBuilder().setDone(done).setTotal(total).setText(text))
            .build());
  }
}
