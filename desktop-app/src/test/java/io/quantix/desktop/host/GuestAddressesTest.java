package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.GuestInterface;
import io.quantix.libvirt.GuestInterface.Address;
import io.quantix.libvirt.Libvirt;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The addresses that a list of VMs shows. */
class GuestAddressesTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  @Test
  void libvirtTellsThoseOfAVmThatIsOn() throws Exception {
    LAB.defineMany(10, true);
    try (Connection connection = Libvirt.connect(LAB.testDriverUri(), ConnectOptions.defaults())) {
      // The test driver gives its guests addresses of networks that nobody has.
      assertThat(GuestAddresses.of(connection.domain("test")))
          .allMatch(a -> a.matches("[0-9a-f.:]+"));
      assertThat(GuestAddresses.of(connection.domain("quantix-lab-00005"))).isEmpty(); // off
    }
  }

  @Test
  void onlyThoseThatReachItAreShownIpv4First() {
    List<GuestInterface> interfaces =
        List.of(
            new GuestInterface("lo", Optional.empty(), List.of(new Address(false, "127.0.0.1", 8))),
            new GuestInterface(
                "eth0",
                Optional.of("52:54:00:00:00:01"),
                List.of(
                    new Address(true, "fe80::1", 64),
                    new Address(true, "2001:db8::5", 64),
                    new Address(false, "192.0.2.7", 24),
                    new Address(false, "169.254.3.4", 16))));
    assertThat(GuestAddresses.shown(interfaces)).containsExactly("192.0.2.7", "2001:db8::5");
  }

  @Test
  void aGuestThatTellsThousandsIsCutShort() {
    List<Address> many =
        IntStream.range(0, 5000)
            .mapToObj(i -> new Address(false, "10.0." + i / 250 + "." + i % 250, 8))
            .toList();
    assertThat(GuestAddresses.shown(List.of(new GuestInterface("e", Optional.empty(), many))))
        .hasSizeLessThan(20);
  }
}
