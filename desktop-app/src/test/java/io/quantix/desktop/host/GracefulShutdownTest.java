package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.Libvirt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guest that is shut down ends by itself. */
@Timeout(600)
class GracefulShutdownTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  @Test
  void theAgentShutsItsGuestDown() throws Exception {
    LabGuest guest =
        LAB.createGuest("quantix-lab-ends", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    try (Connection connection = Libvirt.connect(LAB.uri(), ConnectOptions.defaults())) {
      Domain domain = connection.domain(guest.name());
      while (!DomainGuests.isAgentConnected(domain)) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      GracefulShutdown.shutDown(() -> connection.domain(guest.name()));
      while (domain.state().state() != DomainState.SHUT_OFF) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  @Test
  void aGuestWithoutAnAgentIsAskedInTheHypervisorsOwnWay() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-ends-alone", GuestSpec.tiny().withoutGraphics());
    guest.start();
    try (Connection connection = Libvirt.connect(LAB.uri(), ConnectOptions.defaults())) {
      Domain domain = connection.domain(guest.name());
      assertThat(DomainGuests.isAgentConnected(domain)).isFalse();
      GracefulShutdown.shutDown(() -> connection.domain(guest.name())); // libvirt took it
    }
  }
}
