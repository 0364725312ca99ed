package io.quantix.benchmarks;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.client.ChannelOpener;
import io.quantix.agent.client.Guest;
import io.quantix.agent.client.qemu.QemuGuestLink;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Our guest agent beside QEMU's in one guest, under whatever the lab's guests run on: files, pings,
 * commands, and what our agent takes of its guest.
 *
 * <pre>benchmarks/run guest-agent [MIB [ROUNDS [RECONNECTS]]]</pre>
 */
public final class GuestAgentBenchmark {
  private static final String FILE = "/tmp/benchmark";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PINGS = 200;
  private static final int COMMANDS = 20;
  private static final int MEMORY_BESIDE_FILE_MIB = 768;

  private final LabGuest guest;
  private final Connection libvirt;
  private final int mib;
  private final int rounds;

  private GuestAgentBenchmark(LabGuest guest, Connection libvirt, int mib, int rounds) {
    this.guest = guest;
    this.libvirt = libvirt;
    this.mib = mib;
    this.rounds = rounds;
  }

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int mib = args.length > 0 ? Integer.parseInt(args[0]) : 256;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    int reconnects = args.length > 2 ? Integer.parseInt(args[2]) : 1000;
    GuestSpec spec =
        GuestSpec.tiny()
            .withoutGraphics()
            .withAgent()
            .withQemuAgent()
            .withMemory(MEMORY_BESIDE_FILE_MIB + mib);
    try (LabHost lab = LabHost.create()) {
      LabGuest guest = lab.createGuest("quantix-lab-agents", spec);
      guest.start();
      try (Connection libvirt = Libvirt.connect(lab.uri(), ConnectOptions.defaults())) {
        var benchmark = new GuestAgentBenchmark(guest, libvirt, mib, rounds);
        benchmark.run();
        AgentCost.report(benchmark.socket());
        AgentReconnects.report(guest.agentSocket(), reconnects);
      }
    }
  }

  private Guest socket() throws Exception {
    return guest(ChannelOpener.socket(guest.agentSocket()));
  }

  private Guest channel() throws Exception {
    return guest(() -> {
      try {
        return libvirt
            .domain(guest.name())
            .openChannel(Optional.of(ChannelOpener.CHANNEL_NAME), true);
      } catch (LibvirtException e) {
        throw new IOException(e);
      }
    });
  }

  private static Guest guest(ChannelOpener opener) throws Exception {
    return new Guest(
        AgentSession.open(opener, AgentOptions.of("benchmark").withHandshake(PATIENCE)));
  }

  private void run() throws Exception {
    try (QemuAgentSocket peer =
        new QemuAgentSocket(guest.channelSocket(GuestSpec.QEMU_AGENT_CHANNEL))) {
      try (Guest ours = socket();
          Guest qemu = new Guest(QemuGuestLink.open(peer, AgentOptions.of("benchmark")))) {
        files("channel's socket", ours, qemu, 4, 20);
        pings(ours, qemu);
        commands(ours, qemu);
        pingsBesideFile(ours);
      }
      QemuGuestLink.Commands byLibvirt =
          (json, timeout) -> {
            try {
              return libvirt.domain(guest.name()).guest().agentCommand(json, timeout);
            } catch (LibvirtException e) {
              throw QemuGuestLink.refusal(String.valueOf(e.getMessage()), e);
            }
          };
      try (Guest ours = channel();
          Guest qemu = new Guest(QemuGuestLink.open(byLibvirt, AgentOptions.of("benchmark")))) {
        files("libvirt's channel", ours, qemu, 3, 8);
      }
    }
  }

  private void files(String way, Guest ours, Guest qemu, double down, double up) throws Exception {
    SideBySide toGuest =
        SideBySide.measure(
            "file to guest, %d MiB, %s".formatted(mib, way),
            List.of("MiB/s"),
            0,
            rounds,
            List.of(
                Contender.rate("Quantix", mib, () -> upload(ours)),
                Contender.rate("qemu-guest-agent", mib, () -> upload(qemu))));
    System.out.print(toGuest.table());
    Figures.of(toGuest, "file to guest, " + way, 0, "MiB/s").atLeast(1, up);
    SideBySide fromGuest =
        SideBySide.measure(
            "file from guest, %d MiB, %s".formatted(mib, way),
            List.of("MiB/s"),
            0,
            rounds,
            List.of(
                Contender.rate("Quantix", mib, () -> download(ours)),
                Contender.rate("qemu-guest-agent", mib, () -> download(qemu))));
    System.out.print(fromGuest.table());
    Figures.of(fromGuest, "file from guest, " + way, 0, "MiB/s").atLeast(1, down);
  }

  private long upload(Guest to) throws Exception {
    long size = mib * 1024L * 1024;
    to.files().upload(FILE, 0, new Noise(size), size, (done, total, text) -> {});
    return size;
  }

  private static long download(Guest from) throws Exception {
    return from.files()
        .download(FILE, 0, OutputStream.nullOutputStream(), (done, total, text) -> {});
  }

  private void pings(Guest ours, Guest qemu) throws Exception {
    SideBySide pings =
        SideBySide.measure(
            "ping of an idle agent, median",
            1,
            Math.max(rounds, 5),
            List.of(
                new Contender(
                    "Quantix", () -> Contender.Measured.of(1, quantile(pings(ours, PINGS), 0.5))),
                new Contender(
                    "qemu-guest-agent",
                    () -> Contender.Measured.of(1, quantile(pings(qemu, PINGS), 0.5)))));
    System.out.print(pings.table());
    Figures.of(pings, "ping of an idle agent", 0, "ms").atMost(1, 0.6);
  }

  private static double[] pings(Guest to, int count) throws Exception {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = to.ping().toNanos() / 1e6;
    }
    return times;
  }

  static double quantile(double[] times, double which) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(which * sorted.length))];
  }

  private void commands(Guest ours, Guest qemu) throws Exception {
    SideBySide commands =
        SideBySide.measure(
            "execute /bin/true, median",
            1,
            Math.max(rounds, 5),
            List.of(
                new Contender("Quantix", () -> Contender.Measured.of(1, command(ours))),
                new Contender(
                    "qemu-guest-agent, asked after 2, 4, ... ms",
                    () -> Contender.Measured.of(1, command(qemu)))));
    System.out.print(commands.table());
    // Whoever asks every 50 ms, as most programs do, waits for that at the least.
    Figures.of(commands, "execute /bin/true", 0, "ms").noAim(1);
    System.out.printf(
        Locale.ROOT,
        "execute /bin/true: %.1f ms, aim at most %.1f (0.6 of 56, the peer asked every 50 ms)%n",
        commands.median(0, 0),
        0.6 * 56);
  }

  private static double command(Guest in) throws Exception {
    ExecuteRequest request = ExecuteRequest.newBuilder().setCommand("/bin/true").build();
    double[] times = new double[COMMANDS];
    for (int i = 0; i < COMMANDS; i++) {
      long from = System.nanoTime();
      in.commands().run(request, PATIENCE);
      times[i] = (System.nanoTime() - from) / 1e6;
    }
    return quantile(times, 0.5);
  }

  private void pingsBesideFile(Guest ours) throws Exception {
    for (boolean down : new boolean[] {true, false}) {
      Thread copying =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  long _ = down ? download(ours) : upload(ours);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      double[] times = new double[100_000];
      int count = 0;
      while (copying.isAlive() && count < times.length) {
        times[count++] = ours.ping().toNanos() / 1e6;
      }
      copying.join();
      double[] taken = Arrays.copyOf(times, count);
      System.out.printf(
          Locale.ROOT,
          "ping while a file comes %s the guest: p50 %.2f ms (aim under 3), p99 %.2f ms (aim under"
              + " 10), %d pings%n",
          down ? "from" : "to",
          quantile(taken, 0.5),
          quantile(taken, 0.99),
          count);
    }
  }

  /** Bytes that nothing can make smaller. */
  private static final class Noise extends InputStream {
    private static final byte[] PIECE = new byte[1024 * 1024];
    private long left;

    static {
      new java.util.Random(1).nextBytes(PIECE);
    }

    Noise(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? PIECE[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(Math.min(length, PIECE.length), left);
      System.arraycopy(PIECE, 0, into, offset, n);
      left -= n;
      return n;
    }
  }
}
