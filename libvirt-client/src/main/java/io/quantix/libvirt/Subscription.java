package io.quantix.libvirt;

/** Something asked for that goes on until it is closed. Closing never fails, and twice is once. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
