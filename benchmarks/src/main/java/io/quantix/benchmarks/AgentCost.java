package io.quantix.benchmarks;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ProcessInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What our agent takes of its guest: memory, and processor time at rest and for a report. */
final class AgentCost {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int REPORTS = 200;
  private static final double TICKS_PER_SECOND = 100;

  private final Guest guest;
  private final long pid;

  private AgentCost(Guest guest, long pid) {
    this.guest = guest;
    this.pid = pid;
  }

  static void report(Guest guest) throws Exception {
    try (guest) {
      long pid =
          guest.processes().list("quantix", false, 0).getProcessesList().stream()
              .filter(process -> process.getCommandLine().contains("io.quantix.agent.GuestAgent"))
              .mapToLong(ProcessInfo::getPid)
              .findFirst()
              .orElseThrow();
      new AgentCost(guest, pid).print();
    }
  }

  private void print() throws Exception {
    String status = read("/proc/%d/status".formatted(pid));
    System.out.printf(
        Locale.ROOT,
        "memory of the agent: %.1f MB resident (aim 40), %.1f MB of it anonymous (aim 18)%n",
        kib(status, "VmRSS") / 1000.0 * 1.024,
        kib(status, "RssAnon") / 1000.0 * 1.024);
    double before = ticks();
    for (int i = 0; i < REPORTS; i++) {
      guest.system().telemetry();
    }
    double each = (ticks() - before) / TICKS_PER_SECOND * 1000 / REPORTS;
    System.out.printf(
        Locale.ROOT,
        "telemetry: %.2f ms of processor time for a report (aim under 5); every 5 s that is %.3f %%"
            + " (aim 0.1)%n",
        each,
        each / 5000 * 100);
  }

  private double ticks() throws Exception {
    // utime and stime of proc(5), counted from behind the program's name.
    List<String> fields =
        List.of(read("/proc/%d/stat".formatted(pid)).replaceFirst(".*\\) ", "").split(" ", -1));
    return Double.parseDouble(fields.get(11)) + Double.parseDouble(fields.get(12));
  }

  private String read(String file) throws Exception {
    return guest
        .commands()
        .run(ExecuteRequest.newBuilder().setCommand("/bin/cat").addArgs(file).build(), PATIENCE)
        .getStdout();
  }

  private static double kib(String status, String field) {
    Matcher line = Pattern.compile(field + ":\\s*(\\d+) kB").matcher(status);
    if (!line.find()) {
      throw new IllegalStateException("no " + field + " in " + status);
    }
    return Double.parseDouble(line.group(1));
  }
}
