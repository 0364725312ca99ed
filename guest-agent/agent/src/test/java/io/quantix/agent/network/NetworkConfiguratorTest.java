package io.quantix.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkConfiguratorTest {
  private static final String MADE = "# Written by the Quantix guest agent at its host's request\n";
  @TempDir Path root;

  @BeforeEach
  void guest() throws Exception {
    Files.createDirectories(root.resolve("sys/class/net/eth0"));
  }

  private void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static NetworkRequest fixed() throws Exception {
    return NetworkRequest.of(
        "eth0",
        false,
        "192.0.2.10",
        "255.255.255.0",
        "192.0.2.1",
        List.of("192.0.2.53", "2001:db8::53"));
  }

  private static NetworkRequest dhcp() throws Exception {
    return NetworkRequest.of("eth0", true, "", "", "", List.of());
  }

  private NetworkConfigurator.Configured configure(
      ScriptedPrograms programs, NetworkRequest request) throws Exception {
    return new NetworkConfigurator(new SystemFiles(root), programs).configure(request);
  }

  @Test
  void netplan() throws Exception {
    file("etc/netplan/50-cloud-init.yaml", "network: {}\n");
    ScriptedPrograms programs = new ScriptedPrograms().answer("netplan", 0, "", "");
    assertThat(configure(programs, fixed()))
        .isEqualTo(
            new NetworkConfigurator.Configured("netplan", "/etc/netplan/90-quantix-eth0.yaml"));
    assertThat(root.resolve("etc/netplan/90-quantix-eth0.yaml"))
        .hasContent(
            MADE
                + """
                network:
                  version: 2
                  ethernets:
                    eth0:
                      dhcp4: false
                      addresses: ["192.0.2.10/24"]
                      routes:
                        - to: "0.0.0.0/0"
                          via: "192.0.2.1"
                      nameservers:
                        addresses: ["192.0.2.53", "2001:db8::53"]
                """);
    assertThat(programs.calls()).containsExactly("netplan generate", "netplan apply");
    configure(programs, dhcp());
    assertThat(root.resolve("etc/netplan/90-quantix-eth0.yaml"))
        .content()
        .endsWith("    eth0:\n      dhcp4: true\n");
  }

  @Test
  void whatIsNotTakenIsPutBack() throws Exception {
    file("etc/netplan/50-cloud-init.yaml", "network: {}\n");
    ScriptedPrograms programs =
        new ScriptedPrograms()
            .answer("netplan apply", 0, "", "")
            .answer("netplan generate", 78, "", "Error in network definition");
    AgentException failure =
        catchThrowableOfType(AgentException.class, () -> configure(programs, fixed()));
    assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_CONFIG_FAILED);
    assertThat(failure.reason()).contains("Error in network definition");
    assertThat(root.resolve("etc/netplan/90-quantix-eth0.yaml")).doesNotExist();
    assertThat(programs.calls()).containsExactly("netplan generate", "netplan apply");
  }

  @Test
  void networkd() throws Exception {
    Files.createDirectories(root.resolve("run/systemd/netif"));
    ScriptedPrograms programs = new ScriptedPrograms().answer("networkctl", 0, "", "");
    configure(programs, fixed());
    assertThat(root.resolve("etc/systemd/network/05-quantix-eth0.network"))
        .hasContent(
            MADE
                + "[Match]\nName=eth0\n\n[Network]\nAddress=192.0.2.10/24\nGateway=192.0.2.1\n"
                + "DNS=192.0.2.53\nDNS=2001:db8::53\n");
    assertThat(programs.calls())
        .containsExactly("networkctl reload", "networkctl reconfigure eth0");
  }

  @Test
  void networkManager() throws Exception {
    Files.createDirectories(root.resolve("run/NetworkManager"));
    ScriptedPrograms programs =
        new ScriptedPrograms()
            .answer("nmcli connection", 0, "", "")
            .answer("nmcli -t connection show", 10, "", "no such connection profile");
    assertThat(configure(programs, fixed()).backend()).isEqualTo("NetworkManager");
    assertThat(programs.calls())
        .containsExactly(
            "nmcli -t connection show quantix-eth0",
            "nmcli connection add type ethernet ifname eth0 con-name quantix-eth0"
                + " connection.autoconnect-priority 100 ipv4.method manual ipv4.addresses"
                + " 192.0.2.10/24 ipv4.gateway 192.0.2.1 ipv4.dns 192.0.2.53 ipv6.dns 2001:db8::53",
            "nmcli connection up quantix-eth0");
    ScriptedPrograms again =
        new ScriptedPrograms()
            .answer("nmcli connection", 0, "", "")
            .answer("nmcli -t connection show", 0, "", "");
    configure(again, dhcp());
    assertThat(again.calls().get(1))
        .startsWith("nmcli connection modify quantix-eth0")
        .contains("ipv4.method auto");
  }

  @Test
  void ifupdown() throws Exception {
    file(
        "etc/network/interfaces",
        """
        source /etc/network/interfaces.d/*

        auto lo eth0
        iface lo inet loopback

        allow-hotplug eth0
        iface eth0 inet dhcp
            hostname guest
        # of the next one
        iface eth1 inet static
            address 10.0.0.1/8
        """);
    ScriptedPrograms programs =
        new ScriptedPrograms().answer("ifup", 0, "", "").answer("ifdown", 0, "", "");
    configure(programs, fixed());
    String expected =
        """
        source /etc/network/interfaces.d/*

        auto lo
        iface lo inet loopback

        iface eth1 inet static
            address 10.0.0.1/8

        """
            + MADE
            + "auto eth0\n"
            + "iface eth0 inet static\n"
            + "    address 192.0.2.10\n"
            + "    netmask 255.255.255.0\n"
            + "    gateway 192.0.2.1\n"
            + "    dns-nameservers 192.0.2.53 2001:db8::53\n";
    assertThat(root.resolve("etc/network/interfaces")).hasContent(expected);
    configure(programs, fixed());
    assertThat(root.resolve("etc/network/interfaces")).as("a second time").hasContent(expected);
    ScriptedPrograms failing =
        new ScriptedPrograms().answer("ifup", 1, "", "no cable").answer("ifdown", 0, "", "");
    assertThat(catchThrowableOfType(AgentException.class, () -> configure(failing, dhcp())).code())
        .isEqualTo(ErrorCode.NETWORK_CONFIG_FAILED);
    assertThat(root.resolve("etc/network/interfaces")).as("put back").hasContent(expected);
  }

  @Test
  void aGuestWithoutAnyOfThemAndAnInterfaceThatIsNotThereSaySo() {
    assertThat(
            catchThrowableOfType(
                    AgentException.class, () -> configure(new ScriptedPrograms(), fixed()))
                .reason())
        .contains("none of netplan");
    assertThat(
            catchThrowableOfType(
                    AgentException.class,
                    () ->
                        configure(
                            new ScriptedPrograms(),
                            NetworkRequest.of("eth9", true, "", "", "", List.of())))
                .context())
        .contains("eth9");
  }

  @ParameterizedTest
  @CsvSource({
    "lo,192.0.2.1,24,'',interface",
    "../x,192.0.2.1,24,'',interface",
    "'eth0\n',192.0.2.1,24,'',interface",
    "-eth0,192.0.2.1,24,'',interface",
    "eth0,192.0.2,24,'',ip_address",
    "eth0,192.0.2.256,24,'',ip_address",
    "eth0,192.0.2.01,24,'',ip_address",
    "eth0,'192.0.2.1\"]\nx: [\"',24,'',ip_address",
    "eth0,example.org,24,'',ip_address",
    "eth0,1:2:3:4:5:6:7,64,'',ip_address",
    "eth0,1::2::3,64,'',ip_address",
    "eth0,:1:2:3:4:5:6:7,64,'',ip_address",
    "eth0,192.0.2.1,33,'',netmask",
    "eth0,192.0.2.1,0,'',netmask",
    "eth0,192.0.2.1,255.0.255.0,'',netmask",
    "eth0,192.0.2.1,'',,netmask",
    "eth0,2001:db8::1,255.255.255.0,'',netmask",
    "eth0,192.0.2.1,24,2001:db8::1,gateway",
    "eth0,192.0.2.1,24,router,gateway",
  })
  void whatIsNoAddressIsRefusedBeforeAnythingIsWritten(
      String name, String address, String netmask, String gateway, String field) {
    AgentException failure =
        catchThrowableOfType(
            AgentException.class,
            () ->
                NetworkRequest.of(
                    name,
                    false,
                    address,
                    netmask == null ? "" : netmask,
                    gateway == null ? "" : gateway,
                    List.of()));
    assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_CONFIG_FAILED);
    assertThat(failure.context()).contains(field);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,24,24", "192.0.2.1,/8,8", "192.0.2.1,255.255.254.0,23", "2001:db8::1,64,64",
    "::1,128,128", "fe80::1,/10,10", "1:2:3:4:5:6:7:8,64,64", "192.0.2.1,255.255.255.255,32",
  })
  void addressesAndPrefixesInTheirForms(String address, String netmask, int prefix)
      throws Exception {
    assertThat(NetworkRequest.of("eth0", false, address, netmask, "", List.of()).prefix())
        .isEqualTo(prefix);
  }
}
