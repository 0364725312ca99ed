package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.nativelib.NativeOpening;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** QEMU's driver by libvirt's own library: what its test driver does not have is tried here. */
class NativeQemuDriverTest extends QemuDriverTest {
  @Override
  Connection connect(ConnectOptions options) throws LibvirtException {
    return NativeOpening.open(uri(), options);
  }

  /** Begins a call that libvirt does not end; completes with its failure. */
  private static CompletableFuture<LibvirtException> beginsToWait(Domain domain, Thread[] waiter)
      throws InterruptedException {
    CompletableFuture<LibvirtException> failure = new CompletableFuture<>();
    waiter[0] =
        Thread.ofVirtual()
            .start(() ->
                failure.complete(
                    catchThrowableOfType(LibvirtException.class, () -> domain.screenshot(0))));
    while (waiter[0].getState() != Thread.State.TIMED_WAITING) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return failure;
  }

  @Test
  void whoWaitsForACallThatDoesNotEndIsFreed() throws Exception {
    LabGuest stuck = LAB.createGuest("quantix-lab-held", GuestSpec.tiny());
    stuck.start();
    long pid = pid(stuck);
    signal("STOP", pid);
    try {
      Connection first = connect(ConnectOptions.defaults());
      Thread[] waiter = new Thread[1];
      CompletableFuture<LibvirtException> interrupted =
          beginsToWait(first.domain(stuck.name()), waiter);
      waiter[0].interrupt();
      assertThat(interrupted.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.INTERRUPTED);
      CompletableFuture<LibvirtException> closed = beginsToWait(first.domain(stuck.name()), waiter);
      first.close();
      LibvirtException lost = closed.get(20, TimeUnit.SECONDS);
      assertThat(lost.kind()).isEqualTo(Kind.CONNECTION_LOST);
      assertThat(first.isOpen()).isFalse();
      assertThat(host().domain(stuck.name()).state().state()).isEqualTo(DomainState.RUNNING);
    } finally {
      signal("CONT", pid);
    }
  }
}
