package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.NetworkEvent;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every backend and driver does alike with networks, with virsh as a witness. */
interface NetworkContract {
  /** The connection under test. */
  Connection host();

  /** Runs virsh on the same daemon. */
  String virsh(String... arguments);

  /** A network that reaches nothing outside the host and takes no room there. */
  default String networkXml(String name) {
    return """
    <network>
      <name>%s</name>
      <bridge name='qlabbr77'/>
      <ip address='192.0.2.1' netmask='255.255.255.0'>
        <dhcp><range start='192.0.2.10' end='192.0.2.20'/></dhcp>
      </ip>
    </network>
    """
        .formatted(name);
  }

  @Test
  default void aNetworkIsDefinedChangedAndUndefined() throws Exception {
    LinkedBlockingQueue<NetworkEvent> seen = new LinkedBlockingQueue<>();
    String name = "quantix-lab-net";
    try (Subscription _ = host().onNetworkEvent(seen::add)) {
      Network network = host().networks().define(networkXml(name));
      assertThat(network.isActive()).isFalse();
      assertThat(network.isPersistent()).isTrue();
      assertThat(network.bridge()).contains("qlabbr77");
      assertThat(virsh("net-list", "--all", "--name")).contains(name);
      network.setAutostart(true);
      assertThat(network.autostart()).isTrue();
      assertThat(virsh("net-info", name)).containsPattern("Autostart: +yes");
      network.setAutostart(false);
      network.update(
          NetworkUpdate.ADD_LAST,
          NetworkSection.IP_DHCP_HOST,
          -1,
          "<host mac='52:54:00:00:77:01' name='quantix-lab-guest' ip='192.0.2.33'/>",
          Impact.CONFIG);
      assertThat(network.xml(false)).contains("192.0.2.33");
      assertThat(virsh("net-dumpxml", name)).contains("192.0.2.33");
      assertThat(host().networks().named(name)).isEqualTo(network);
      assertThat(host().networks().of(network.uuid()).name()).isEqualTo(name);
      assertThat(host().networks().all()).contains(network);
      virsh("net-undefine", name);
      LibvirtException gone =
          catchThrowableOfType(LibvirtException.class, () -> host().networks().named(name));
      assertThat(gone.kind()).isEqualTo(Kind.NOT_FOUND);
      NetworkEvent first = seen.poll(20, TimeUnit.SECONDS);
      assertThat(first)
          .isEqualTo(new NetworkEvent.Lifecycle(network.uuid(), name, NetworkEvent.Type.DEFINED));
    }
  }

  @Test
  default void aNetworkThatIsOffHasGivenOutNothing() throws LibvirtException {
    Network network = host().networks().define(networkXml("quantix-lab-leases"));
    try {
      LibvirtException off =
          catchThrowableOfType(LibvirtException.class, () -> network.leases(Optional.empty()));
      // Some drivers tell of no leases, some that the network is off.
      if (off != null) {
        assertThat(off.kind()).isIn(Kind.INVALID_STATE, Kind.UNSUPPORTED, Kind.FAILED);
      }
    } finally {
      network.undefine();
    }
  }
}
