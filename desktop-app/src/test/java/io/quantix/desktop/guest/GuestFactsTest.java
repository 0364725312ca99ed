package io.quantix.desktop.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.message.DiskActivity;
import io.quantix.agent.protocol.message.DiskUsage;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.MemoryUsage;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import io.quantix.desktop.guest.GuestFacts.Fact;
import io.quantix.desktop.guest.OverviewModel.Told;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a guest tells of itself, in words and bars. */
class GuestFactsTest {
  private static GuestFacts facts(TelemetryReport report, UserSession... users) {
    return new Told(
            new Guest(new ScriptedGuest()),
            report,
            List.of(users),
            Optional.of(
                GetSecurityStateResponse.newBuilder()
                    .setModule("apparmor")
                    .setMode("enabled")
                    .setProfiles(12)
                    .build()))
        .facts();
  }

  private static String value(List<Fact> facts, String name) {
    return facts.stream()
        .filter(fact -> fact.name().equals(name))
        .map(Fact::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoItIsAndWhoIsThere() {
    List<Fact> facts =
        facts(
                TelemetryReport.newBuilder().setUptimeSeconds(90_000).setProcessCount(42).build(),
                UserSession.newBuilder().setUser("ann").setTerminal("tty2").build(),
                UserSession.newBuilder().setUser("bob").setRemoteHost("10.0.0.9").build())
            .identity();
    assertThat(value(facts, "Name")).isEqualTo("scripted");
    assertThat(value(facts, "Kernel")).isEqualTo("–");
    assertThat(value(facts, "Uptime")).isEqualTo("1 d 1 h");
    assertThat(value(facts, "Processes")).isEqualTo("42");
    assertThat(value(facts, "Logged in")).isEqualTo("ann (tty2), bob from 10.0.0.9");
    assertThat(value(facts, "Security")).isEqualTo("AppArmor enabled, 12 profiles");
  }

  @Test
  void barsAreSharesAndAFullDiskIsSeen() {
    List<GuestFacts.Meter> meters =
        facts(
                TelemetryReport.newBuilder()
                    .setCpuPercent(25)
                    .addCorePercent(25)
                    .setMemory(
                        MemoryUsage.newBuilder().setTotalBytes(4L << 30).setUsedBytes(1L << 30))
                    .addDisks(
                        DiskUsage.newBuilder()
                            .setMountPoint("/")
                            .setTotalBytes(100 << 20)
                            .setUsedBytes(95 << 20))
                    .build())
            .meters();
    assertThat(meters).extracting(GuestFacts.Meter::name).containsExactly("CPU", "Memory", "/");
    assertThat(meters).extracting(GuestFacts.Meter::share).containsExactly(0.25, 0.25, 0.95);
    assertThat(meters).extracting(GuestFacts.Meter::alarming).containsExactly(false, false, true);
    assertThat(meters.get(1).value()).isEqualTo("1 GiB of 4 GiB");
  }

  @Test
  void ratesAreOverTheIntervalAndTheLoopbackIsNoNews() {
    TelemetryReport report =
        TelemetryReport.newBuilder()
            .setIntervalMs(2000)
            .addInterfaces(NetworkInterface.newBuilder().setName("lo").setReceivedBytesDelta(9))
            .addInterfaces(
                NetworkInterface.newBuilder()
                    .setName("eth0")
                    .addIpAddresses("10.0.0.2/24")
                    .setReceivedBytesDelta(4096)
                    .setSentBytesDelta(2 << 20))
            .addDiskActivity(DiskActivity.newBuilder().setDevice("vda"))
            .build();
    assertThat(facts(report).rates())
        .containsExactly(
            new Fact("eth0", "2 KiB/s received · 1 MiB/s sent"),
            new Fact("vda", "0 KiB/s read · 0 KiB/s written"));
    assertThat(facts(report).addresses()).containsExactly(new Fact("eth0", "10.0.0.2/24"));
    assertThat(facts(report.toBuilder().setIntervalMs(0).build()).rates()).isEmpty();
  }

  @Test
  void aLyingGuestDoesNoHarm() {
    TelemetryReport.Builder report =
        TelemetryReport.newBuilder()
            .setIntervalMs(-1)
            .setUptimeSeconds(-1)
            .setCpuPercent(Double.NaN)
            .addCorePercent(1)
            .setMemory(MemoryUsage.newBuilder().setTotalBytes(1).setUsedBytes(Long.MAX_VALUE));
    for (int i = 0; i < 5000; i++) {
      report.addInterfaces(
          NetworkInterface.newBuilder().setName("e\u202e\u001b[0m" + i).setSentBytesDelta(-5));
    }
    GuestFacts facts = facts(report.build());
    assertThat(facts.addresses()).hasSizeLessThan(100);
    assertThat(facts.addresses().getFirst().name()).isEqualTo("e\ufffd\ufffd[0m0");
    assertThat(facts.meters()).extracting(GuestFacts.Meter::share).containsExactly(0.0, 1.0);
    assertThat(facts.rates()).isEmpty();
    assertThat(facts.identity()).isNotEmpty();
  }
}
