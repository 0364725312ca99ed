package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.message.DiskUsage;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.MemoryUsage;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import io.quantix.desktop.guest.OverviewModel.Told;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a guest told, in lines and bars as they are shown. */
record GuestFacts(Told told) {
  // A guest may have thousands, and nobody would look at them.
  private static final int MOST = 24;
  private static final double NEARLY_FULL = 0.9;

  /** A line: what it is called, and what it is. */
  record Fact(String name, String value) {}

  /**
   * A bar.
   *
   * @param share 0 to 1
   * @param more for a tooltip; empty if there is nothing more
   * @param alarming whether it should be seen at once
   */
  record Meter(String name, double share, String value, String more, boolean alarming) {}

  /** Who it is. */
  List<Fact> identity() {
    GuestIdentity who = told.guest().identity();
    TelemetryReport report = told.report();
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("hostname", OverviewModel.shown(who.getHostname())));
    facts.add(fact("system", OverviewModel.shown(who.getOsName())));
    facts.add(fact("kernel", OverviewModel.shown(who.getKernel() + " " + who.getArchitecture())));
    facts.add(fact("agent", told.guest().agent()));
    if (report.getUptimeSeconds() > 0) {
      long most = Duration.ofDays(36_500).toSeconds();
      facts.add(
          fact(
              "uptime",
              Amounts.duration(
                  Duration.ofSeconds(Math.clamp(report.getUptimeSeconds(), 0, most)))));
    }
    if (report.getProcessCount() > 0) {
      facts.add(fact("processes", Texts.text("guest.number", report.getProcessCount())));
    }
    facts.add(fact("users", users()));
    told.security().ifPresent(state -> facts.add(fact("security", security(state))));
    return facts;
  }

  private static Fact fact(String key, String value) {
    return new Fact(Texts.text("guest.fact." + key), value);
  }

  private String users() {
    if (told.users().isEmpty()) {
      return Texts.text("guest.nobody");
    }
    List<String> names =
        told.users().stream().limit(MOST).map(GuestFacts::user).distinct().toList();
    return String.join(", ", names);
  }

  private static String user(UserSession session) {
    String name = GuestText.line(session.getUser());
    if (!session.getRemoteHost().isEmpty()) {
      return Texts.text("guest.user.from", name, GuestText.line(session.getRemoteHost()));
    }
    return session.getTerminal().isEmpty()
        ? name
        : Texts.text("guest.user.at", name, GuestText.line(session.getTerminal()));
  }

  private static String security(GetSecurityStateResponse state) {
    return switch (state.getModule().toLowerCase(Locale.ROOT)) {
      case "" -> Texts.text("guest.security.none");
      case "apparmor" ->
          Texts.text(
              "guest.security.apparmor", GuestText.line(state.getMode()), state.getProfiles());
      case "selinux" -> Texts.text("guest.security.selinux", GuestText.line(state.getMode()));
      default -> GuestText.line(state.getModule() + " " + state.getMode());
    };
  }

  /** Its interfaces and their addresses; the loopback is no news. */
  List<Fact> addresses() {
    return told.report().getInterfacesList().stream()
        .filter(each -> !each.getName().equals("lo"))
        .limit(MOST)
        .map(each ->
            new Fact(
                OverviewModel.shown(each.getName()),
                each.getIpAddressesCount() == 0
                    ? Texts.text("guest.no-address")
                    : String.join(
                        "\n",
                        each.getIpAddressesList().stream()
                            .limit(MOST)
                            .map(GuestText::line)
                            .toList())))
        .toList();
  }

  /** Its processors, memory and file systems. */
  List<Meter> meters() {
    TelemetryReport report = told.report();
    List<Meter> meters = new ArrayList<>();
    if (report.getCorePercentCount() > 0) {
      double reported = report.getCpuPercent() / 100;
      double share = Double.isFinite(reported) ? Math.clamp(reported, 0, 1) : 0;
      String load =
          Texts.text("guest.load", report.getLoad1(), report.getLoad5(), report.getLoad15());
      meters.add(
          new Meter(Texts.text("guest.meter.cpu"), share, Amounts.percent(share), load, false));
    }
    MemoryUsage memory = report.getMemory();
    if (memory.getTotalBytes() > 0) {
      meters.add(
          used(
              Texts.text("guest.meter.memory"),
              memory.getUsedBytes(),
              memory.getTotalBytes(),
              Texts.text("guest.memory.more", Amounts.bytes(memory.getAvailableBytes()))));
    }
    if (memory.getSwapTotalBytes() > 0) {
      meters.add(
          used(
              Texts.text("guest.meter.swap"),
              memory.getSwapUsedBytes(),
              memory.getSwapTotalBytes(),
              ""));
    }
    report.getDisksList().stream()
        .filter(disk -> disk.getTotalBytes() > 0)
        .limit(MOST)
        .forEach(disk -> meters.add(disk(disk)));
    return meters;
  }

  private static Meter disk(DiskUsage disk) {
    String more = GuestText.line((disk.getDevice() + " " + disk.getFileSystem()).strip());
    return used(
        GuestText.line(disk.getMountPoint()), disk.getUsedBytes(), disk.getTotalBytes(), more);
  }

  private static Meter used(String name, long used, long total, String more) {
    double share = total <= 0 ? 0 : Math.clamp((double) used / total, 0, 1);
    return new Meter(
        name,
        share,
        Texts.text("guest.of", Amounts.bytes(Math.max(0, used)), Amounts.bytes(total)),
        more,
        share > NEARLY_FULL);
  }

  /** What goes over its network and to its disks now; empty before there is a second report. */
  List<Fact> rates() {
    TelemetryReport report = told.report();
    double seconds = report.getIntervalMs() / 1000.0;
    if (seconds <= 0) {
      return List.of();
    }
    List<Fact> rates = new ArrayList<>();
    for (NetworkInterface each : report.getInterfacesList()) {
      if (!each.getName().equals("lo") && rates.size() < MOST) {
        rates.add(
            new Fact(
                OverviewModel.shown(each.getName()),
                Texts.text(
                    "guest.rate.network",
                    rate(each.getReceivedBytesDelta(), seconds),
                    rate(each.getSentBytesDelta(), seconds))));
      }
    }
    report.getDiskActivityList().stream()
        .limit(MOST)
        .forEach(disk ->
            rates.add(
                new Fact(
                    OverviewModel.shown(disk.getDevice()),
                    Texts.text(
                        "guest.rate.disk",
                        rate(disk.getReadBytesDelta(), seconds),
                        rate(disk.getWrittenBytesDelta(), seconds)))));
    return rates;
  }

  private static String rate(long bytes, double seconds) {
    return Amounts.rate(Math.max(0, bytes) / seconds);
  }
}
