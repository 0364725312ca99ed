package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.xml.DomainDescription;
import java.time.Duration;
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
  String domainType() {
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
        catchThrowableOfType(
            LibvirtException.class, () -> Libvirt.connect(uri(), ConnectOptions.defaults()));
    assertThat(none.kind()).isEqualTo(Kind.NO_DAEMON);
    assertThat(none.hint()).isNotBlank();
    LAB.restartDaemon();
    try (Connection again = Libvirt.connect(uri(), ConnectOptions.defaults())) {
      assertThat(again.domain(guest.name()).state().state()).isEqualTo(DomainState.RUNNING);
    }
  }
}
