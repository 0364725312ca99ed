package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.DiskUsage;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quantix guest info}: who and where a guest is, and how it does. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.info.description}")
final class GuestInfoCommand extends GuestVmCommand {
  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, InterruptedException {
    TelemetryReport report =
        guest.can("telemetry") ? guest.system().telemetry() : TelemetryReport.getDefaultInstance();
    List<UserSession> users = guest.can("list_users") ? guest.system().users() : List.of();
    GetSecurityStateResponse security =
        guest.can("get_security_state")
            ? guest.system().securityState()
            : GetSecurityStateResponse.getDefaultInstance();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(out, to -> GuestJson.info(to, guest, report, users, security));
    } else {
      print(out, guest, report, users, security);
    }
    return ExitStatus.DONE;
  }

  private static void print(
      PrintWriter out,
      Guest guest,
      TelemetryReport report,
      List<UserSession> users,
      GetSecurityStateResponse security) {
    GuestIdentity who = guest.identity();
    line(out, "cli.guest.info.hostname", who.getHostname());
    line(out, "cli.guest.info.os", who.getOsName());
    line(out, "cli.guest.info.kernel", who.getKernel() + " " + who.getArchitecture());
    line(out, "cli.guest.info.agent", guest.agent());
    if (report.getUptimeSeconds() > 0) {
      line(out, "cli.guest.info.uptime", time(Duration.ofSeconds(report.getUptimeSeconds())));
    }
    for (NetworkInterface link : report.getInterfacesList()) {
      if (link.getIpAddressesCount() > 0) {
        line(
            out,
            "cli.guest.info.addresses",
            link.getName() + " " + String.join(", ", link.getIpAddressesList()));
      }
    }
    for (UserSession user : users) {
      line(
          out,
          "cli.guest.info.user",
          String.join(" ", user.getUser(), user.getTerminal(), user.getRemoteHost()));
    }
    if (report.hasMemory()) {
      line(
          out,
          "cli.guest.info.memory",
          Texts.text(
              "cli.guest.info.used",
              GuestTable.size(report.getMemory().getUsedBytes()),
              GuestTable.size(report.getMemory().getTotalBytes())));
      line(
          out,
          "cli.guest.info.load",
          String.format(
              Locale.ROOT,
              "%.2f %.2f %.2f",
              report.getLoad1(),
              report.getLoad5(),
              report.getLoad15()));
    }
    for (DiskUsage disk : report.getDisksList()) {
      line(
          out,
          "cli.guest.info.disk",
          disk.getMountPoint()
              + " "
              + Texts.text(
                  "cli.guest.info.used",
                  GuestTable.size(disk.getUsedBytes()),
                  GuestTable.size(disk.getTotalBytes())));
    }
    line(out, "cli.guest.info.security", security.getModule() + " " + security.getMode());
  }

  private static String time(Duration uptime) {
    return uptime.toDays() > 0
        ? Texts.text("cli.guest.info.days", uptime.toDays(), uptime.toHoursPart())
        : Texts.text("cli.guest.info.hours", uptime.toHours(), uptime.toMinutesPart());
  }

  private static void line(PrintWriter out, String key, String value) {
    if (!value.isBlank()) {
      out.println(
          String.format(
              Locale.ROOT,
              "%-12s %s",
              Texts.text(key) + ":",
              GuestText.line(value.strip().replaceAll(" +", " "))));
    }
  }
}
