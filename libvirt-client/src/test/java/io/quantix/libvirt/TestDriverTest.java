package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.LabHost;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on libvirt's test driver, and sizes that only it has. */
class TestDriverTest extends ConnectionContract {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  @Override
  String uri() {
    return LAB.testDriverUri();
  }

  @Override
  public String virsh(String... arguments) {
    return LAB.virsh(
        Stream.concat(Stream.of("-c", uri()), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  public String domainType() {
    return "test";
  }

  @Test
  void fiveThousandDomainsAreOneInventory() throws LibvirtException {
    LAB.defineMany(5000, true);
    try (Connection host = Libvirt.connect(uri(), ConnectOptions.defaults())) {
      assertThat(host.inventory())
          .filteredOn(each -> each.domain().name().startsWith("quantix-lab-"))
          .hasSize(5000)
          .allMatch(each -> each.xml().contains(each.domain().uuid().toString()));
    }
  }
}
