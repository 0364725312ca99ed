package io.quantix.agent.freeze;

import io.quantix.agent.os.Libc;
import java.lang.foreign.MemorySegment;

/** What is asked of the kernel. Each returns minus {@code errno} where it failed. */
interface FreezeCalls {
  /** Those of this system. */
  FreezeCalls KERNEL = new Kernel();

  int open(String mountPoint);

  int freeze(int descriptor);

  int thaw(int descriptor);

  void close(int descriptor);

  /** FIFREEZE and FITHAW of {@code linux/fs.h}. */
  final class Kernel implements FreezeCalls {
    private static final long FIFREEZE = 0xC0045877L;
    private static final long FITHAW = 0xC0045878L;

    @Override
    public int open(String mountPoint) {
      return Libc.openat(
          Libc.AT_FDCWD, mountPoint, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC);
    }

    @Override
    public int freeze(int descriptor) {
      return Libc.ioctl(descriptor, FIFREEZE, MemorySegment.NULL);
    }

    @Override
    public int thaw(int descriptor) {
      return Libc.ioctl(descriptor, FITHAW, MemorySegment.NULL);
    }

    @Override
    public void close(int descriptor) {
      Libc.close(descriptor);
    }
  }
}
