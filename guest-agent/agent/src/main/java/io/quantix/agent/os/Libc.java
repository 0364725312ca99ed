package io.quantix.agent.os;

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
import java.util.Locale;
import java.util.Optional;

/**
 * The few calls of the C library that the JDK has no way to. Nothing of it is loaded before the
 * first of them is made. Each returns what the call returned, or minus {@code errno} where it
 * failed.
 */
public final class Libc {
  /** No such file or directory. */
  public static final int ENOENT = 2;

  /** No such process. */
  public static final int ESRCH = 3;

  /** Interrupted by a signal. */
  public static final int EINTR = 4;

  /** Input or output error; a terminal's other end is gone. */
  public static final int EIO = 5;

  /** It would have to wait. */
  public static final int EAGAIN = 11;

  /** Permission denied. */
  public static final int EACCES = 13;

  /** In use, or frozen already. */
  public static final int EBUSY = 16;

  /** It is there already. */
  public static final int EEXIST = 17;

  /** Not a directory. */
  public static final int ENOTDIR = 20;

  /** Invalid argument. */
  public static final int EINVAL = 22;

  /** Not a terminal, or not such a device. */
  public static final int ENOTTY = 25;

  /** The kernel does not know the call. */
  public static final int ENOSYS = 38;

  /** Too many symbolic links, or one where none is allowed. */
  public static final int ELOOP = 40;

  /** The file system cannot do that. */
  public static final int EOPNOTSUPP = 95;

  /** The directory that the process is in. */
  public static final int AT_FDCWD = -100;

  private static final boolean ARM =
      System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).startsWith("aarch64");

  /** For reading. */
  public static final int O_RDONLY = 0;

  /** For reading and writing. */
  public static final int O_RDWR = 2;

  /** Made if it is not there. */
  public static final int O_CREAT = 0x40;

  /** Only if it is made by this very call. */
  public static final int O_EXCL = 0x80;

  /** Not the process's controlling terminal. */
  public static final int O_NOCTTY = 0x100;

  /** Nothing waits. */
  public static final int O_NONBLOCK = 0x800;

  /** Only a directory. */
  public static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;

  /** Not what a symbolic link points to. */
  public static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;

  /** Not for programs that are started. */
  public static final int O_CLOEXEC = 0x80000;

  /** To name a file by, not to read it. */
  public static final int O_PATH = 0x200000;

  private Libc() {}

  /** {@code open} below a directory. */
  public static int openat(int directory, String name, int flags) {
    return openat(directory, name, flags, 0);
  }

  /** {@code open} below a directory, with the mode of a file that it makes. */
  public static int openat(int directory, String name, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int fd =
          (int) Calls.OPENAT.invokeExact(errno, directory, arena.allocateFrom(name), flags, mode);
      return fd < 0 ? failure(errno) : fd;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Closes a descriptor; a failure is of no use to anybody. */
  public static void close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) Calls.CLOSE.invokeExact(arena.allocate(Calls.STATE), fd);
      assert ignored <= 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Reads into a segment. */
  public static long read(int fd, MemorySegment buffer, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      long count = (long) Calls.READ.invokeExact(errno, fd, buffer, bytes);
      return count < 0 ? failure(errno) : count;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Writes from a segment. */
  public static long write(int fd, MemorySegment buffer, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      long count = (long) Calls.WRITE.invokeExact(errno, fd, buffer, bytes);
      return count < 0 ? failure(errno) : count;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** {@code poll} on {@code count} entries of {@code struct pollfd}. */
  public static int poll(MemorySegment entries, long count, int milliseconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int ready = (int) Calls.POLL.invokeExact(errno, entries, count, milliseconds);
      return ready < 0 ? failure(errno) : ready;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** {@code ioctl} with an address. */
  public static int ioctl(int fd, long request, MemorySegment argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int result = (int) Calls.IOCTL.invokeExact(errno, fd, request, argument);
      return result < 0 ? failure(errno) : result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** A pipe: the descriptor to read from and the one to write to, or one negative number. */
  public static int[] pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment ends = arena.allocate(8, 4);
      int result = (int) Calls.PIPE.invokeExact(errno, ends, O_CLOEXEC);
      return result < 0
          ? new int[] {failure(errno)}
          : new int[] {ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, 4)};
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** An {@code eventfd}: written eight bytes, it can be read. */
  public static int eventfd() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int fd = (int) Calls.EVENTFD.invokeExact(errno, 0, O_CLOEXEC | O_NONBLOCK);
      return fd < 0 ? failure(errno) : fd;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Sends a signal. */
  public static int kill(int pid, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int result = (int) Calls.KILL.invokeExact(errno, pid, signal);
      return result < 0 ? failure(errno) : result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** A descriptor that stays with one process, however its number is used later. */
  public static int pidfdOpen(int pid) {
    return syscall(434, pid, 0, 0, 0);
  }

  /** Sends a signal to the process of a descriptor. */
  public static int pidfdSendSignal(int pidfd, int signal) {
    return syscall(424, pidfd, signal, 0, 0);
  }

  private static int syscall(long number, long a, long b, long c, long d) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      long result = (long) Calls.SYSCALL.invokeExact(errno, number, a, b, c, d);
      return result < 0 ? failure(errno) : Math.toIntExact(result);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Sets the system's clock, nanoseconds since 1970. */
  public static int setClock(long seconds, long nanoseconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      MemorySegment time = arena.allocate(16, 8);
      time.set(ValueLayout.JAVA_LONG, 0, seconds);
      time.set(ValueLayout.JAVA_LONG, 8, nanoseconds);
      int result = (int) Calls.CLOCK_SETTIME.invokeExact(errno, 0, time);
      return result < 0 ? failure(errno) : result;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** The master's end of a new pseudo-terminal; reading and writing it never waits. */
  public static int openTerminal() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Calls.STATE);
      int fd = (int) Calls.OPENPT.invokeExact(errno, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
      if (fd < 0) {
        return failure(errno);
      }
      int granted = (int) Calls.GRANTPT.invokeExact(errno, fd);
      int unlocked = granted < 0 ? granted : (int) Calls.UNLOCKPT.invokeExact(errno, fd);
      if (unlocked < 0) {
        int why = failure(errno);
        close(fd);
        return why;
      }
      return fd;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Where the other end of a pseudo-terminal is: {@code /dev/pts/3}. */
  public static Optional<String> terminalName(int master) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(128);
      int result = (int) Calls.PTSNAME.invokeExact(arena.allocate(Calls.STATE), master, name, 128L);
      return result == 0 ? Optional.of(name.getString(0)) : Optional.empty();
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

    static final MethodHandle OPENAT =
        variadic("openat", 3, FunctionDescriptor.of(INT, INT, ADDRESS, INT, INT));
    static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(INT, INT));
    static final MethodHandle READ = bind("read", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG));
    static final MethodHandle WRITE =
        bind("write", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG));
    static final MethodHandle POLL = bind("poll", FunctionDescriptor.of(INT, ADDRESS, LONG, INT));
    static final MethodHandle IOCTL =
        variadic("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, ADDRESS));
    static final MethodHandle EVENTFD = bind("eventfd", FunctionDescriptor.of(INT, INT, INT));
    static final MethodHandle PIPE = bind("pipe2", FunctionDescriptor.of(INT, ADDRESS, INT));
    static final MethodHandle KILL = bind("kill", FunctionDescriptor.of(INT, INT, INT));
    static final MethodHandle SYSCALL =
        variadic("syscall", 1, FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG));
    static final MethodHandle CLOCK_SETTIME =
        bind("clock_settime", FunctionDescriptor.of(INT, INT, ADDRESS));
    static final MethodHandle OPENPT = bind("posix_openpt", FunctionDescriptor.of(INT, INT));
    static final MethodHandle GRANTPT = bind("grantpt", FunctionDescriptor.of(INT, INT));
    static final MethodHandle UNLOCKPT = bind("unlockpt", FunctionDescriptor.of(INT, INT));
    static final MethodHandle PTSNAME =
        bind("ptsname_r", FunctionDescriptor.of(INT, INT, ADDRESS, LONG));

    private Calls() {}

    private static MethodHandle bind(String name, FunctionDescriptor type) {
      return LINKER.downcallHandle(
          LOOKUP.findOrThrow(name), type, Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(String name, int first, FunctionDescriptor type) {
      return LINKER.downcallHandle(
          LOOKUP.findOrThrow(name),
          type,
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(first));
    }
  }
}
