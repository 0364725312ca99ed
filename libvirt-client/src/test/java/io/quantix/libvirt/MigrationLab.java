package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hosts, and a guest that goes from one to the other; virsh is asked on both sides. */
@SuppressWarnings("NullAway.Init")
abstract class MigrationLab {
  static final String NAME = "quantix-lab-traveller";

  @RegisterExtension static final LabHost HERE = LabHost.create();
  @RegisterExtension static final LabHost THERE = LabHost.create();
  Connection here;
  Connection there;

  @BeforeEach
  void connect() throws LibvirtException {
    assumeTrue(
        HERE.canMigrate() && THERE.canMigrate(), "the lab's hosts have no names of their own here");
    here = Libvirt.connect(HERE.uri(), ConnectOptions.defaults());
    there = Libvirt.connect(THERE.uri(), ConnectOptions.defaults());
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  /** A guest that runs here, before its system is up. */
  Domain started() throws LibvirtException {
    LabGuest guest = HERE.createGuest(NAME, GuestSpec.tiny().withoutGraphics());
    guest.start();
    return here.domain(NAME);
  }

  /** A guest whose system is up. */
  Domain ready() throws LibvirtException {
    LabGuest guest = HERE.createGuest(NAME, GuestSpec.tiny().withoutGraphics());
    guest.start();
    guest.awaitReady(Duration.ofMinutes(2));
    return here.domain(NAME);
  }

  /** A guest that writes to its memory faster than a MiB a second. */
  Domain busy() throws Exception {
    Domain domain = ready();
    typed(
        domain,
        "while :; do dd if=/dev/urandom of=/x bs=1M count=24; done 2>/dev/null & echo $((40+2))",
        "42");
    return domain;
  }

  /** Types a line on the guest's serial console and waits for what it says. */
  static void typed(Domain domain, String line, String answer) throws Exception {
    try (LibvirtStream console = domain.openConsole(Optional.empty(), true)) {
      console.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
      StringBuilder seen = new StringBuilder();
      ByteBuffer piece = ByteBuffer.allocate(4_096);
      while (!seen.toString().contains("\n" + answer)) {
        assertThat(console.read(piece.clear())).isPositive();
        seen.append(new String(piece.array(), 0, piece.position(), StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Waits until the guest runs here alone; a host drops a copy some time after its client left. */
  static void assertRunsHere() throws InterruptedException {
    awaitNoneThere();
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("running");
  }

  /** Waits until the other host has nothing left of a guest that did not get there. */
  static void awaitNoneThere() throws InterruptedException {
    await(() -> assertThat(THERE.virsh("list", "--all", "--name")).isBlank());
  }

  /** Waits until the guest runs there alone. */
  static void assertRunsThere(String name) throws InterruptedException {
    await(() -> assertThat(HERE.virsh("list", "--name")).isBlank());
    assertThat(THERE.virsh("domstate", name).strip()).isEqualTo("running");
  }

  private static void await(Runnable assertion) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() - until > 0) {
          throw notYet;
        }
        Thread.sleep(100);
      }
    }
  }
}
