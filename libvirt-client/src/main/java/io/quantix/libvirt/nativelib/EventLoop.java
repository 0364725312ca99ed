package io.quantix.libvirt.nativelib;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * libvirt's event loop, which the whole process shares: events, keepalive and streams come on its
 * thread. Whatever is called there has to be quick, since it holds up every connection.
 */
final class EventLoop {
  private static final System.Logger LOG = System.getLogger(EventLoop.class.getName());

  private static final AtomicReference<LibvirtCalls> CALLS = new AtomicReference<>();

  private EventLoop() {}

  /** Starts it; has to come before the first connection is opened, and once. */
  static void start(LibvirtCalls calls) {
    CALLS.set(calls);
    calls.virEventRegisterDefaultImpl();
    Thread.ofPlatform().daemon().name("libvirt-native-loop").start(() -> run(calls));
  }

  /** The library whose callbacks come on this thread. */
  static LibvirtCalls libvirt() {
    return CALLS.get();
  }

  private static void run(LibvirtCalls calls) {
    try {
      while (true) {
        if (calls.virEventRunDefaultImpl() < 0) {
          LOG.log(
              System.Logger.Level.WARNING,
              "libvirt's event loop failed: {0}",
              String.valueOf(calls.virGetLastErrorMessage()));
          TimeUnit.SECONDS.sleep(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
