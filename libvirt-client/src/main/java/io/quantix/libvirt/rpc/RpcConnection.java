package io.quantix.libvirt.rpc;

import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.transport.ByteTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packets over one transport: calls pipelined from many threads, at most a window of them at the
 * daemon at once; events; keepalive both ways (libvirt's virnetprotocol.x). A reader thread feeds
 * waiting calls, a writer thread sends; nobody else touches the transport.
 */
public final class RpcConnection {
  private static final int CALL = 0;
  private static final int REPLY = 1;
  private static final int MESSAGE = 2;
  static final int STREAM = 3;
  private static final int REPLY_WITH_FDS = 5;
  static final int STREAM_HOLE = 6;
  // REMOTE_PROC_CONNECT_EVENT_CONNECTION_CLOSED
  private static final int EVENT_CONNECTION_CLOSED = 362;
  static final int OK = 0;
  static final int ERROR = 1;
  static final int CONTINUE = 2;

  private final ByteTransport transport;
  private final ConnectOptions options;
  private final PacketWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final CallQueue calls;
  private final StreamRouting streams;
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final EventQueue events;
  private int lastSerial;
  private @Nullable CloseReason reason;
  private volatile @Nullable KeepAlive keepAlive;
  private volatile boolean goodbye;

  /** Takes the transport over; {@link #start} begins to read. */
  public RpcConnection(ByteTransport transport, ConnectOptions options) {
    this.transport = transport;
    this.options = options;
    this.calls = new CallQueue(options.window());
    this.writer =
        new PacketWriter(
            transport, e -> end(CloseReason.Kind.ERROR, "sending failed: " + e.getMessage()));
    this.streams = new StreamRouting(writer, lock, transport.peer());
    this.events = new EventQueue(transport.peer());
  }

  /** Starts the threads. */
  public void start() {
    writer.start();
    Thread.ofPlatform()
        .daemon()
        .name("libvirt-read " + transport.peer())
        .start(this::readUntilTheEnd);
  }

  /** A way to open further streams to the daemon's host. */
  Optional<HostTunnel> tunnel() {
    return transport.tunnel();
  }

  /** Where it leads, for messages. */
  public String peer() {
    return transport.peer();
  }

  /** Begins to ping; call once the daemon has said that it answers. */
  void startKeepAlive() {
    if (!options.keepAliveInterval().isZero()) {
      keepAlive =
          new KeepAlive(this, options.keepAliveInterval().toMillis(), options.keepAliveCount());
    }
  }

  /** Who is told of the daemon's event messages; see {@link EventQueue}. */
  EventQueue events() {
    return events;
  }

  /** Makes a call and does not wait. The future completes on the reader thread. */
  CompletableFuture<XdrReader> submit(Procedure procedure, XdrWriter arguments) {
    return submit(procedure, arguments, Optional.empty()).reply;
  }

  /** What is done with a reply on the reader thread, before the next packet is looked at. */
  @FunctionalInterface
  interface OnReply {
    void accept(XdrReader reply) throws ProtocolException;
  }

  /** Makes a call and does not wait; its reply is used before anything that comes after it. */
  CompletableFuture<Void> submit(Procedure procedure, XdrWriter arguments, OnReply onReply) {
    lock.lock();
    try {
      // Nothing is read into the reply while the lock is held.
      return submit(procedure, arguments)
          .thenAccept(reply -> {
            try {
              onReply.accept(reply);
            } catch (ProtocolException e) {
              throw new java.util.concurrent.CompletionException(
                  RemoteCalls.unreadable(procedure.words(), peer(), e));
            }
          });
    } finally {
      lock.unlock();
    }
  }

  private Call submit(Procedure procedure, XdrWriter arguments, Optional<RpcStream> stream) {
    lock.lock();
    try {
      int serial = ++lastSerial;
      Call call =
          new Call(
              procedure,
              serial,
              arguments.packet(procedure.program().number(), procedure.number(), CALL, serial, OK),
              stream,
              procedure.isQuickRead() && transport.isPlain());
      stream.ifPresent(each -> each.belongsTo(serial));
      if (reason != null) {
        call.reply.completeExceptionally(RpcErrors.lost(reason, peer()));
      } else {
        calls.add(call);
        sendWaiting();
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  /** Makes a call and waits for its reply, as long as the options' deadline allows. */
  XdrReader call(Procedure procedure, XdrWriter arguments) throws LibvirtException {
    return call(procedure, arguments, options.callTimeout());
  }

  /** Makes a call and waits for its reply, with a deadline of its own. */
  XdrReader call(Procedure procedure, XdrWriter arguments, Duration deadline)
      throws LibvirtException {
    Call call = submit(procedure, arguments, Optional.empty());
    return await(call.reply, call, deadline);
  }

  /**
   * Makes a call that a stream belongs to, and waits for its reply.
   *
   * @param mayWait whether the stream may hold up all of this connection
   */
  RpcStream open(
      Procedure procedure, XdrWriter arguments, boolean mayWait, Consumer<XdrReader> reply)
      throws LibvirtException {
    RpcStream stream = new RpcStream(this, procedure, mayWait);
    Call call = submit(procedure, arguments, Optional.of(stream));
    try {
      reply.accept(await(call.reply, call, options.callTimeout()));
      return stream;
    } catch (LibvirtException e) {
      stream.failed(e);
      throw e;
    }
  }

  /** The streams that are open on it. */
  StreamRouting streams() {
    return streams;
  }

  /** How long a call may take. */
  Duration callTimeout() {
    return options.callTimeout();
  }

  /** Waits for what was submitted before. */
  <T> T await(CompletableFuture<T> future, Procedure procedure) throws LibvirtException {
    return await(future, procedure, options.callTimeout());
  }

  /** The same with a deadline of its own. */
  <T> T await(CompletableFuture<T> future, Procedure procedure, Duration deadline)
      throws LibvirtException {
    return RpcWait.until(future, procedure.words(), peer(), deadline, () -> {});
  }

  private <T> T await(CompletableFuture<T> future, Call call, Duration deadline)
      throws LibvirtException {
    return RpcWait.until(future, call.procedure.words(), peer(), deadline, () -> giveUp(call));
  }

  // One that was not sent never will be; one that was keeps its place in the window, since the
  // daemon is still at it.
  private void giveUp(Call call) {
    lock.lock();
    try {
      calls.forget(call::equals);
    } finally {
      lock.unlock();
    }
    call.stream.ifPresent(streams::abort);
  }

  /** Nobody waits for these replies any more: what has not been sent never will be. */
  void abandon(Collection<CompletableFuture<XdrReader>> replies) {
    lock.lock();
    try {
      replies.forEach(reply -> reply.cancel(false));
      calls.forget(call -> call.reply.isDone());
    } finally {
      lock.unlock();
    }
  }

  private void sendWaiting() {
    for (Call call = calls.next(); call != null; call = calls.next()) {
      call.stream.ifPresent(streams::add);
      writer.send(call.packet);
    }
  }

  void sendKeepAlive(int procedure) {
    writer.send(new XdrWriter().packet(KeepAlive.PROGRAM, procedure, MESSAGE, 0, OK));
  }

  void lostToSilence() {
    end(CloseReason.Kind.KEEPALIVE, peer() + " has not answered for too long and is taken as lost");
  }

  /** Whether it still carries calls. */
  public boolean isOpen() {
    lock.lock();
    try {
      return reason == null;
    } finally {
      lock.unlock();
    }
  }

  /** Completes once, when it has ended; never on the reader thread. */
  public CompletionStage<CloseReason> closed() {
    return closed;
  }

  /** Ends it; never waits for the daemon. */
  public void close() {
    end(CloseReason.Kind.CLIENT, "closed by this program");
  }

  private void readUntilTheEnd() {
    try {
      PacketReader packets = new PacketReader(transport);
      ByteBuffer packet = packets.next();
      while (packet != null) {
        KeepAlive alive = keepAlive;
        if (alive != null) {
          alive.heard();
        }
        handle(packet);
        packet = packets.next();
      }
      end(CloseReason.Kind.END_OF_FILE, peer() + " ended the connection");
    } catch (ProtocolException e) {
      end(CloseReason.Kind.ERROR, peer() + " does not speak libvirt's protocol: " + e.getMessage());
    } catch (IOException e) {
      end(CloseReason.Kind.ERROR, "reading from " + peer() + " failed: " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      end(CloseReason.Kind.ERROR, "what " + peer() + " sent cannot be handled: " + e);
    }
  }

  private void handle(ByteBuffer packet) throws ProtocolException {
    int program = packet.getInt();
    int version = packet.getInt();
    int procedure = packet.getInt();
    int type = packet.getInt();
    int serial = packet.getInt();
    int status = packet.getInt();
    if (program == KeepAlive.PROGRAM) {
      if (procedure == KeepAlive.PING) {
        if (writer.waiting()
            > Limits.WAITING_ANSWERS + CallQueue.READS_IN_FLIGHT + options.window()) {
          throw new ProtocolException("it sends pings and does not read their answers");
        }
        sendKeepAlive(KeepAlive.PONG);
      }
      return;
    }
    if ((program != Program.REMOTE.number() && program != Program.QEMU.number()) || version != 1) {
      throw new ProtocolException(
          "a packet of program 0x" + Integer.toHexString(program) + " version " + version);
    }
    switch (type) {
      case REPLY -> reply(serial, procedure, status, new XdrReader(packet));
      case STREAM_HOLE -> streams.hole(serial, new XdrReader(packet));
      case MESSAGE -> {
        if (procedure == EVENT_CONNECTION_CLOSED && program == Program.REMOTE.number()) {
          hypervisorLost(new XdrReader(packet).integer());
        } else if (!events.add(procedure, packet)) {
          throw new ProtocolException(
              "more than "
                  + Limits.WAITING_EVENTS
                  + " events, or "
                  + Limits.WAITING_EVENT_BYTES
                  + " bytes of them, wait for a listener that is too slow");
        }
      }
      case STREAM -> streams.packet(serial, status, packet);
      case REPLY_WITH_FDS ->
          throw new ProtocolException("a reply with file descriptors, which nobody asked for");
      default -> throw new ProtocolException("a packet of type " + type);
    }
  }

  // What virConnectCloseReason of libvirt-host.h means from the daemon's side.
  private void hypervisorLost(int why) {
    String words =
        switch (why) {
          case 1 -> "the hypervisor ended the connection";
          case 2 -> "the hypervisor does not answer any more";
          case 3 -> "the daemon closed the connection itself";
          default -> "the connection failed";
        };
    end(CloseReason.Kind.HYPERVISOR, peer() + " has lost its hypervisor: " + words);
  }

  private void reply(int serial, int procedure, int status, XdrReader payload)
      throws ProtocolException {
    Call call;
    lock.lock();
    try {
      call = calls.replied(serial);
      if (call != null && status != OK) {
        streams.remove(serial);
      }
      sendWaiting();
    } finally {
      lock.unlock();
    }
    if (call == null) {
      throw new ProtocolException("a reply to call " + serial + ", which was not made");
    }
    try {
      finish(call, procedure, status, payload);
    } catch (ProtocolException e) {
      // The call is in no list any more, so that the end of the connection would not reach it.
      call.reply.completeExceptionally(RemoteCalls.unreadable(call.procedure.words(), peer(), e));
      throw e;
    }
  }

  private void finish(Call call, int procedure, int status, XdrReader payload)
      throws ProtocolException {
    if (call.procedure.number() != procedure) {
      throw new ProtocolException(
          "a reply of procedure " + procedure + " to a call of " + call.procedure.number());
    }
    switch (status) {
      case OK -> call.reply.complete(payload);
      case ERROR ->
          call.reply.completeExceptionally(RpcErrors.read(payload, call.procedure.words(), peer()));
      default -> throw new ProtocolException("a reply of status " + status);
    }
  }

  /** From now on the end of the connection is what this program wanted, whoever is quicker. */
  void sayingGoodbye() {
    goodbye = true;
  }

  private void end(CloseReason.Kind kind, String message) {
    CloseReason ended =
        goodbye
            ? new CloseReason(CloseReason.Kind.CLIENT, "closed by this program")
            : new CloseReason(kind, message);
    List<Call> left = new ArrayList<>();
    List<RpcStream> leftStreams = new ArrayList<>();
    lock.lock();
    try {
      if (reason != null) {
        return;
      }
      reason = ended;
      left.addAll(calls.end());
      leftStreams.addAll(streams.removeAll());
    } finally {
      lock.unlock();
    }
    KeepAlive alive = keepAlive;
    if (alive != null) {
      alive.stop();
    }
    writer.stop();
    try {
      transport.close();
    } catch (IOException e) {
      // It is gone already, which is what was wanted.
    }
    events.stop();
    for (Call call : left) {
      call.reply.completeExceptionally(RpcErrors.lost(ended, peer()));
    }
    for (RpcStream stream : leftStreams) {
      stream.failed(RpcErrors.lost(ended, peer()));
    }
    Thread.ofVirtual().name("libvirt-closed").start(() -> closed.complete(ended));
  }
}
