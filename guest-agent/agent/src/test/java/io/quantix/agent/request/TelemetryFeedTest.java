package io.quantix.agent.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.channel.ChannelLog;
import io.quantix.agent.channel.SessionEvents;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.system.TelemetryCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TelemetryFeedTest {
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  @TempDir Path folder;
  private long now;
  private int measured;
  private boolean broken;

  private static class Host implements SessionEvents {
    final List<AgentMessage> told = new ArrayList<>();
    boolean over;

    @Override
    public void publish(AgentMessage event) {
      told.add(event);
    }

    @Override
    public boolean over() {
      return over;
    }
  }

  private TelemetryFeed feed() {
    return new TelemetryFeed(
        () -> {
          measured++;
          if (broken) {
            throw new IOException("gone");
          }
          return TelemetryReport.newBuilder().setProcessCount(measured).build();
        },
        SHORTEST,
        ChannelLog.NONE,
        () -> now);
  }

  /** As the feed's thread does. */
  private void pass(TelemetryFeed feed, Duration time) {
    long until = now + time.toNanos();
    while (true) {
      long wait = feed.tick();
      if (wait > until - now) {
        now = until;
        return;
      }
      now += wait;
    }
  }

  @Test
  void aReportComesEachInterval() {
    TelemetryFeed feed = feed();
    Host host = new Host();
    pass(feed, Duration.ofMinutes(1));
    assertThat(measured).isZero();
    assertThat(feed.subscribe(host, Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(10));
    pass(feed, Duration.ofSeconds(59));
    assertThat(host.told).hasSize(6);
    assertThat(feed.subscribe(host, Duration.ZERO)).isZero();
    pass(feed, Duration.ofMinutes(1));
    assertThat(host.told).hasSize(6);
    assertThat(measured).isEqualTo(6);
  }

  @Test
  void neverMoreOftenThanTheGuestsOwnerAllows() {
    TelemetryFeed feed = feed();
    Host host = new Host();
    assertThat(feed.subscribe(host, Duration.ofSeconds(1))).isEqualTo(SHORTEST);
    for (int i = 0; i < 100; i++) {
      feed.subscribe(i % 2 == 0 ? host : new Host(), Duration.ofSeconds(1));
      pass(feed, Duration.ofMillis(100));
    }
    assertThat(measured).isLessThanOrEqualTo(3);
  }

  @Test
  void aHostThatIsGoneIsNotMeasuredFor() {
    TelemetryFeed feed = feed();
    Host host = new Host();
    feed.subscribe(host, SHORTEST);
    pass(feed, Duration.ofSeconds(11));
    host.over = true;
    int before = measured;
    pass(feed, Duration.ofHours(1));
    assertThat(measured).isEqualTo(before);
    assertThat(feed.overdue()).isZero();
  }

  @Test
  void aGuestThatWasStoppedDoesNotMakeUpForIt() {
    TelemetryFeed feed = feed();
    Host host = new Host();
    feed.subscribe(host, SHORTEST);
    pass(feed, Duration.ofSeconds(6));
    now += Duration.ofHours(8).toNanos();
    assertThat(feed.overdue()).isGreaterThan(Duration.ofHours(7));
    feed.tick();
    assertThat(host.told).hasSize(3);
    assertThat(feed.overdue()).isZero();
    pass(feed, Duration.ofSeconds(11));
    assertThat(host.told).hasSize(5);
  }

  @Test
  void whatCannotBeMeasuredIsTriedAgain() {
    TelemetryFeed feed = feed();
    Host host = new Host();
    broken = true;
    feed.subscribe(host, SHORTEST);
    pass(feed, Duration.ofSeconds(11));
    assertThat(host.told).isEmpty();
    broken = false;
    pass(feed, Duration.ofSeconds(5));
    assertThat(host.told).hasSize(1);
  }

  @Test
  void theFeedsOwnThreadSendsThem() throws Exception {
    CountDownLatch reports = new CountDownLatch(3);
    TelemetryFeed feed =
        new TelemetryFeed(
            TelemetryReport::getDefaultInstance, Duration.ofMillis(1), ChannelLog.NONE);
    feed.start();
    feed.subscribe(
        new SessionEvents() {
          @Override
          public void publish(AgentMessage event) {
            reports.countDown();
          }

          @Override
          public boolean over() {
            return false;
          }
        },
        Duration.ofMillis(1));
    assertThat(reports.await(120, TimeUnit.SECONDS)).isTrue();
  }

  /** A day of reports, from a system whose disks, interfaces and processes come and go. */
  @Test
  void aDayLeavesNothingBehind() throws Exception {
    Path root = folder.resolve("root");
    system(root, 0);
    TelemetryCollector collector = new TelemetryCollector(new SystemFiles(root));
    GuestIdentity identity = GuestIdentity.getDefaultInstance();
    List<Integer> sizes = new ArrayList<>();
    int[] reports = new int[1];
    TelemetryFeed feed =
        new TelemetryFeed(
            () -> {
              if (reports[0]++ % 20 == 0) {
                system(root, reports[0] / 20 % 50);
              }
              return TelemetryReports.of(collector.collect(), identity);
            },
            SHORTEST,
            ChannelLog.NONE,
            () -> now);
    Host host =
        new Host() {
          @Override
          public void publish(AgentMessage event) {
            sizes.add(event.getSerializedSize());
          }
        };
    feed.subscribe(host, SHORTEST);
    pass(feed, Duration.ofHours(24).minusSeconds(1));
    assertThat(reports[0]).isEqualTo(24 * 3600 / 5);
    assertThat(sizes).hasSize(24 * 3600 / 5);
    int firstHour = sizes.subList(0, 720).stream().mapToInt(Integer::intValue).max().orElse(0);
    // Times have a byte more or less.
    assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(firstHour + 64));
    assertThat(collector.remembered()).isLessThan(20);
  }

  private static void system(Path root, int round) throws IOException {
    if (Files.notExists(root)) {
      Files.createDirectories(root.resolve("proc/net"));
      Files.createDirectories(root.resolve("proc/self"));
      for (int i = 0; i < 5; i++) {
        Files.createDirectories(root.resolve("sys/block/disk" + i));
      }
      Files.writeString(root.resolve("proc/stat"), "cpu  9 0 0 1 0\ncpu0 9 0 0 1 0\n");
      Files.writeString(root.resolve("proc/meminfo"), "MemTotal: 1000 kB\nMemFree: 10 kB\n");
      Files.writeString(root.resolve("proc/loadavg"), "0.1 0.2 0.3 1/2 3\n");
    }
    Files.writeString(
        root.resolve("proc/diskstats"),
        " 254 0 disk%d 1 0 %d 0 1 0 8 0 0 0 0\n".formatted(round % 5, round));
    Files.writeString(
        root.resolve("proc/net/dev"),
        "Inter-| Receive\n veth%d: %d 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0\n".formatted(round, round));
  }
}
