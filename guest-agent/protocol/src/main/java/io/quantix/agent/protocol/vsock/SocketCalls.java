package io.quantix.agent.protocol.vsock;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's calls for sockets of families that the JDK does not know. Each returns what the
 * call returned, or minus {@code errno} where it failed.
 */
final class SocketCalls {
  static final int EINTR = 4;
  static final int EACCES = 13;
  static final int EADDRINUSE = 98;
  static final int EINPROGRESS = 115;

  private static final int STREAM = 1;
  private static final int CLOEXEC = 0x80000;
  private static final int NONBLOCK = 0x800;
  private static final int SHUT_RDWR = 2;
  private static final int NOSIGNAL = 0x4000;
  private static final int GETFL = 3;
  private static final int SETFL = 4;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final short READABLE = 1;
  private static final short WRITABLE = 4;

  private SocketCalls() {}

  /** A new one, which does not wait until {@link #blocking} is called. */
  static int socket(int family) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int fd = (int) Calls.SOCKET.invokeExact(errno, family, STREAM | CLOEXEC | NONBLOCK, 0);
      return fd < 0 ? failure(errno) : fd;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int bind(int fd, byte[] address) {
    return addressed(Calls.BIND, fd, address);
  }

  static int connect(int fd, byte[] address) {
    return addressed(Calls.CONNECT, fd, address);
  }

  private static int addressed(MethodHandle call, int fd, byte[] address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment bytes = arena.allocate(address.length, 8);
      bytes.copyFrom(MemorySegment.ofArray(address));
      int result = (int) call.invokeExact(errno, fd, bytes, address.length);
      return result < 0 ? failure(errno) : result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int listen(int fd, int backlog) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int result = (int) Calls.LISTEN.invokeExact(errno, fd, backlog);
      return result < 0 ? failure(errno) : result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * Takes a connection.
   *
   * @param peer is given the address of its other end
   */
  static int accept(int fd, byte[] peer) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment address = arena.allocate(peer.length, 8);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, peer.length);
      int taken = (int) Calls.ACCEPT.invokeExact(errno, fd, address, length, CLOEXEC);
      if (taken < 0) {
        return failure(errno);
      }
      MemorySegment.copy(address, ValueLayout.JAVA_BYTE, 0, peer, 0, peer.length);
      return taken;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** The address that a socket has itself. */
  static int name(int fd, byte[] own) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment address = arena.allocate(own.length, 8);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, own.length);
      int result = (int) Calls.GETSOCKNAME.invokeExact(errno, fd, address, length);
      if (result < 0) {
        return failure(errno);
      }
      MemorySegment.copy(address, ValueLayout.JAVA_BYTE, 0, own, 0, own.length);
      return result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static long receive(int fd, MemorySegment into, long bytes) {
    return transfer(Calls.RECV, fd, into, bytes, 0);
  }

  static long send(int fd, MemorySegment from, long bytes) {
    return transfer(Calls.SEND, fd, from, bytes, NOSIGNAL);
  }

  private static long transfer(
      MethodHandle call, int fd, MemorySegment buffer, long bytes, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      long count = (long) call.invokeExact(errno, fd, buffer, bytes, flags);
      return count < 0 ? failure(errno) : count;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Waits until a descriptor can be read; 0 if it cannot after that time. */
  static int awaitReadable(int fd, int milliseconds) {
    return poll(fd, READABLE, milliseconds);
  }

  /** Waits until a descriptor can be written; 0 if it cannot after that time. */
  static int awaitWritable(int fd, int milliseconds) {
    return poll(fd, WRITABLE, milliseconds);
  }

  private static int poll(int fd, short events, int milliseconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment entry = arena.allocate(8, 4);
      entry.set(ValueLayout.JAVA_INT, 0, fd);
      entry.set(ValueLayout.JAVA_SHORT, 4, events);
      int ready = (int) Calls.POLL.invokeExact(errno, entry, 1L, milliseconds);
      return ready < 0 ? failure(errno) : ready;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** What a connection that was being made came to: 0, or minus the reason. */
  static int outcome(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 4);
      int result =
          (int) Calls.GETSOCKOPT.invokeExact(errno, fd, SOL_SOCKET, SO_ERROR, value, length);
      return result < 0 ? failure(errno) : -value.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** From now on reading and writing wait. */
  static int blocking(int fd) {
    int flags = control(fd, GETFL, 0);
    return flags < 0 ? flags : control(fd, SETFL, flags & ~NONBLOCK);
  }

  private static int control(int fd, int command, int argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int result = (int) Calls.FCNTL.invokeExact(errno, fd, command, argument);
      return result < 0 ? failure(errno) : result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Ends both directions: whoever waits in the socket is woken. */
  static void shutdown(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) Calls.SHUTDOWN.invokeExact(arena.allocate(Calls.STATE), fd, SHUT_RDWR);
      assert ignored <= 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) Calls.CLOSE.invokeExact(arena.allocate(Calls.STATE), fd);
      assert ignored <= 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static int failure(MemorySegment state) {
    return -(int) Calls.ERRNO.get(state, 0L);
  }

  private static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("the C library could not be called", e);
  }

  /** Bound when the first call is made, not before. */
  @SuppressWarnings("restricted") // Calling the C library is what this is for.
  private static final class Calls {
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;

    static final MethodHandle SOCKET = bind("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    static final MethodHandle BIND = bind("bind", FunctionDescriptor.of(INT, INT, ADDRESS, INT));
    static final MethodHandle CONNECT =
        bind("connect", FunctionDescriptor.of(INT, INT, ADDRESS, INT));
    static final MethodHandle LISTEN = bind("listen", FunctionDescriptor.of(INT, INT, INT));
    static final MethodHandle ACCEPT =
        bind("accept4", FunctionDescriptor.of(INT, INT, ADDRESS, ADDRESS, INT));
    static final MethodHandle GETSOCKNAME =
        bind("getsockname", FunctionDescriptor.of(INT, INT, ADDRESS, ADDRESS));
    static final MethodHandle GETSOCKOPT =
        bind("getsockopt", FunctionDescriptor.of(INT, INT, INT, INT, ADDRESS, ADDRESS));
    static final MethodHandle RECV =
        bind("recv", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG, INT));
    static final MethodHandle SEND =
        bind("send", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG, INT));
    static final MethodHandle POLL = bind("poll", FunctionDescriptor.of(INT, ADDRESS, LONG, INT));
    static final MethodHandle SHUTDOWN = bind("shutdown", FunctionDescriptor.of(INT, INT, INT));
    static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(INT, INT));
    static final MethodHandle FCNTL =
        LINKER.downcallHandle(
            LOOKUP.findOrThrow("fcntl"),
            FunctionDescriptor.of(INT, INT, INT, INT),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(2));

    private Calls() {}

    private static MethodHandle bind(String name, FunctionDescriptor type) {
      return LINKER.downcallHandle(
          LOOKUP.findOrThrow(name), type, Linker.Option.captureCallState("errno"));
    }
  }
}
