package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.xml.DomainDescription;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on QEMU's driver, and what only real guests show. */
class QemuDriverTest extends ConnectionContract {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  @Override
  String uri() {
    return LAB.uri();
  }

  @Override
  public String virsh(String... arguments) {
    return LAB.virsh(
        Stream.concat(Stream.of("-c", uri()), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  public String domainType() {
    return "qemu";
  }

  @Test
  void agreesWithVirshInEveryState() throws LibvirtException {
    LabGuest running = LAB.createGuest("quantix-lab-running", GuestSpec.tiny());
    LAB.createGuest("quantix-lab-off", GuestSpec.tiny());
    LabGuest paused = LAB.createGuest("quantix-lab-paused", GuestSpec.tiny());
    running.start();
    paused.start();
    LAB.virsh("suspend", paused.name());
    for (DomainSummary each : host().inventory()) {
      assertThat(each.state().state().words())
          .isEqualTo(LAB.virsh("domstate", each.domain().name()).strip());
    }
    assertThat(host().inventory()).hasSize(3);
  }

  @Test
  void aGuestShutsDownWhenItIsAsked() throws LibvirtException, InterruptedException {
    LabGuest guest = LAB.createGuest("quantix-lab-shutdown", GuestSpec.tiny());
    guest.start();
    guest.awaitReady(Duration.ofSeconds(90));
    Domain domain = host().domain(guest.name());
    domain.shutdown();
    for (int i = 0; i < 600 && domain.state().state().isActive(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(domain.state().state()).isEqualTo(DomainState.SHUT_OFF);
  }

  /** Stops a guest's process or lets it go on. */
  static void signal(String signal, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /** The guest's QEMU. */
  static long pid(LabGuest guest) {
    return ProcessHandle.allProcesses()
        .filter(process ->
            process.info().arguments().stream()
                .flatMap(Stream::of)
                .anyMatch(word -> word.startsWith("guest=" + guest.name() + ",")))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  @Test
  void aStuckGuestHoldsUpItsOwnCallsAlone() throws Exception {
    LabGuest stuck = LAB.createGuest("quantix-lab-stuck", GuestSpec.tiny());
    LabGuest other = LAB.createGuest("quantix-lab-other", GuestSpec.tiny());
    stuck.start();
    other.start();
    long pid = pid(stuck);
    LinkedBlockingQueue<DomainEvent> seen = new LinkedBlockingQueue<>();
    signal("STOP", pid);
    try (Connection query = host().another();
        Connection work =
            connect(ConnectOptions.defaults().withCallTimeout(Duration.ofSeconds(2)))) {
      LibvirtException late =
          catchThrowableOfType(
              LibvirtException.class, () -> work.domain(stuck.name()).screenshot(0));
      assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(late).hasMessageContaining("2000 ms");
      var _ = query.onDomainEvent(EnumSet.of(DomainEvent.Kind.LIFECYCLE), seen::add);
      assertThat(query.inventory()).hasSize(2);
      assertThat(query.domainStats(Set.of(), true))
          .anyMatch(each -> each.domain().name().equals(other.name()));
      query.domain(other.name()).suspend();
      assertThat(seen.poll(20, TimeUnit.SECONDS).name()).isEqualTo(other.name());
      assertThat(query.domain(stuck.name()).xml()).contains(stuck.name());
    } finally {
      signal("CONT", pid);
    }
    // What was asked in vain does not stay in the way.
    assertThat(host().domain(stuck.name()).screenshot(0).data()).isNotEmpty();
  }

  @Test
  void thePasswordIsToldToWhoMayWriteAlone() throws LibvirtException {
    LabGuest guest =
        LAB.createGuest("quantix-lab-secret", GuestSpec.tiny().withVncPassword("s3cret"));
    Domain domain = host().domain(guest.name());
    assertThat(DomainDescription.parse(domain.xml()).graphics().getFirst().password()).isEmpty();
    assertThat(DomainDescription.parse(domain.xml(XmlFlag.SECURE)).graphics().getFirst().password())
        .contains("s3cret");
  }

  @Test
  void aKilledDaemonEndsTheConnectionAndANewOneWorks() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-survivor", GuestSpec.tiny());
    guest.start();
    LAB.killDaemon();
    CloseReason reason = host().closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(reason.kind()).isIn(CloseReason.Kind.END_OF_FILE, CloseReason.Kind.ERROR);
    LibvirtException failure = catchThrowableOfType(LibvirtException.class, host()::hostname);
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    LibvirtException none =
        catchThrowableOfType(LibvirtException.class, () -> connect(ConnectOptions.defaults()));
    assertThat(none.kind()).isEqualTo(Kind.NO_DAEMON);
    assertThat(none.hint()).isNotBlank();
    LAB.restartDaemon();
    try (Connection again = connect(ConnectOptions.defaults())) {
      assertThat(again.domain(guest.name()).state().state()).isEqualTo(DomainState.RUNNING);
    }
  }
}
