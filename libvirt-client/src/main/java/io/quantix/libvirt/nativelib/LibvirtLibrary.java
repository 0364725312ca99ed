package io.quantix.libvirt.nativelib;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Version;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.libvirt.jna.Libvirt.VirErrorCallback;
import org.libvirt.jna.LibvirtQemu;

/**
 * libvirt's library in this process, loaded once, when the first connection needs it. From then on
 * its event loop runs, and it prints no errors of its own.
 */
final class LibvirtLibrary {
  private static final Map<String, ?> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");

  // Names another file than the system's, where there are several.
  private static final String LIBRARY = "quantix.libvirt.library";

  // libvirt keeps the function's address for as long as the process lives.
  private static final VirErrorCallback SILENT = (_, _) -> {};
  private static Optional<LibvirtLibrary> loaded = Optional.empty();

  private final LibvirtCalls calls;
  private final CMemory memory;
  private final Version version;

  private LibvirtLibrary(LibvirtCalls calls, CMemory memory, Version version) {
    this.calls = calls;
    this.memory = memory;
    this.version = version;
  }

  /** What of the C library is needed to give libvirt memory and to take memory of it. */
  interface CMemory extends Library {
    /** Allocates bytes that libvirt may free. */
    Pointer malloc(org.libvirt.jna.SizeT bytes);

    /** Frees what libvirt allocated. */
    void free(Pointer memory);
  }

  /**
   * The library.
   *
   * @throws LibvirtException of kind UNSUPPORTED if it, or JNA, is not on this machine
   */
  static synchronized LibvirtLibrary load() throws LibvirtException {
    if (loaded.isEmpty()) {
      try {
        loaded =
            Optional.of(
                loadNow(System.getProperty(LIBRARY, Platform.isWindows() ? "virt-0" : "virt")));
      } catch (UnsatisfiedLinkError e) {
        throw absent(e);
      }
    }
    return loaded.get();
  }

  private static LibvirtException absent(UnsatisfiedLinkError cause) {
    return new LibvirtException(
        Kind.UNSUPPORTED,
        0,
        0,
        "libvirt's own library is needed for this and cannot be loaded: "
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
        "Install it: the package libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora, libvirt on"
            + " macOS (Homebrew) and Windows (MSYS2).",
        cause);
  }

  private static LibvirtLibrary loadNow(String name) throws LibvirtException {
    LibvirtCalls calls = named(Native.load(name, LibvirtCalls.class, OPTIONS));
    LongByReference number = new LongByReference();
    if (calls.virInitialize() < 0 || calls.virGetVersion(number, null, null) < 0) {
      throw new LibvirtException(
          Kind.FAILED,
          calls.virGetLastErrorCode(),
          calls.virGetLastErrorDomain(),
          "libvirt's library does not start: " + calls.virGetLastErrorMessage(),
          "");
    }
    calls.virSetErrorFunc(null, SILENT);
    CMemory memory = Native.load(Platform.isWindows() ? "msvcrt" : "c", CMemory.class, OPTIONS);
    EventLoop.start(calls);
    return new LibvirtLibrary(calls, memory, Version.of(number.getValue()));
  }

  /** The same library, which tells the call in progress to its {@link NativeTask}. */
  private static LibvirtCalls named(LibvirtCalls plain) {
    InvocationHandler jna = Proxy.getInvocationHandler(plain);
    return (LibvirtCalls)
        Proxy.newProxyInstance(
            LibvirtCalls.class.getClassLoader(),
            new Class<?>[] {LibvirtCalls.class},
            (_, method, arguments) -> invoke(jna, plain, method, arguments));
  }

  @SuppressWarnings("NullAway") // a method without parameters has no arguments
  private static Object invoke(
      InvocationHandler jna, LibvirtCalls plain, Method method, Object[] arguments)
      throws Throwable {
    NativeTask.enters(method.getName());
    try {
      return jna.invoke(plain, method, arguments);
    } catch (UnsatisfiedLinkError e) {
      throw new MissingFunctionException(method.getName(), e);
    }
  }

  LibvirtCalls calls() {
    return calls;
  }

  CMemory memory() {
    return memory;
  }

  Version version() {
    return version;
  }

  /** libvirt-qemu, the calls that only QEMU has. */
  static final class Qemu {
    private static final LibvirtQemu CALLS =
        Native.load(Platform.isWindows() ? "virt-qemu-0" : "virt-qemu", LibvirtQemu.class, OPTIONS);

    private Qemu() {}

    /** Its calls; a {@link LinkageError} if it is not there. */
    static LibvirtQemu calls() {
      return CALLS;
    }
  }
}
