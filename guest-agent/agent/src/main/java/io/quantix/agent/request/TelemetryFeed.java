package io.quantix.agent.request;

import io.quantix.agent.channel.ChannelLog;
import io.quantix.agent.channel.SessionEvents;
import io.quantix.agent.platform.Platform;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.system.TelemetryCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the host that has subscribed a report each interval: of one host at a time, as there is one
 * session at a time. Nothing waits here for a host that does not read; it misses reports, whose
 * differences are then over a longer time. Without a host nothing is measured.
 */
public final class TelemetryFeed {
  /** Measures; the differences are from one call to the next. */
  @FunctionalInterface
  public interface Source {
    /** How the guest is doing now. */
    TelemetryReport measure() throws IOException;
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final Source source;
  private final Duration shortest;
  private final LongSupplier clock;
  private final ChannelLog log;
  private @Nullable SessionEvents host;
  private long interval;
  private long due;
  private long last;
  private boolean measured;
  private boolean failing;

  /**
   * A feed that nobody has subscribed to yet.
   *
   * @param shortest interval that the guest's owner allows
   */
  public TelemetryFeed(Source source, Duration shortest, ChannelLog log) {
    this(source, shortest, log, System::nanoTime);
  }

  /** Of a guest, with differences of its own: from one report to the next. */
  public static TelemetryFeed of(Platform platform, Duration shortest, ChannelLog log) {
    TelemetryCollector collector = platform.telemetryCollector();
    return new TelemetryFeed(
        () -> TelemetryReports.of(collector.collect(), SystemRequests.identity(platform)),
        shortest,
        log);
  }

  TelemetryFeed(Source source, Duration shortest, ChannelLog log, LongSupplier clock) {
    this.source = source;
    this.shortest = shortest;
    this.log = log;
    this.clock = clock;
  }

  /** Sends reports from a thread of its own from now on. */
  public void start() {
    Thread.ofPlatform().daemon().name("agent-telemetry").start(this::run);
  }

  /**
   * Sends reports to this host from now on, and to no other.
   *
   * @param wanted between two reports; zero: none
   * @return what it is: not shorter than the guest's owner allows
   */
  public synchronized Duration subscribe(SessionEvents events, Duration wanted) {
    if (!wanted.isPositive()) {
      host = null;
      return Duration.ZERO;
    }
    Duration granted = wanted.compareTo(shortest) < 0 ? shortest : wanted;
    host = events;
    interval = granted.toNanos();
    // At once; but subscribing again and again brings no more reports.
    long now = clock.getAsLong();
    due = measured ? Math.max(now, last + shortest.toNanos()) : now;
    notifyAll();
    return granted;
  }

  private void run() {
    try {
      while (true) {
        tick();
        synchronized (this) {
          long left = due - clock.getAsLong();
          while (host == null || left > 0) {
            if (host == null) {
              wait();
            } else {
              wait(left / 1_000_000 + 1);
            }
            left = due - clock.getAsLong();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long a report has been due that was not sent; zero if none is, or nobody wants any. */
  public synchronized Duration overdue() {
    long late = host == null ? 0 : clock.getAsLong() - due;
    return late > 0 ? Duration.ofNanos(late) : Duration.ZERO;
  }

  /** Sends what is due; gives the nanoseconds until there is something to do. */
  long tick() {
    SessionEvents to;
    synchronized (this) {
      SessionEvents now = host;
      if (now == null || now.over()) {
        host = null;
        return NEVER;
      }
      long left = due - clock.getAsLong();
      if (left > 0) {
        return left;
      }
      to = now;
    }
    TelemetryReport report = measure();
    synchronized (this) {
      last = clock.getAsLong();
      measured = true;
      // From when it was due, so that reports keep their rhythm; unless the guest was stopped.
      due = last - due < interval ? due + interval : last + interval;
      if (report != null && to.equals(host)) {
        to.publish(AgentMessage.newBuilder().setTelemetry(report).build());
      }
      return Math.max(1, due - last);
    }
  }

  private @Nullable TelemetryReport measure() {
    try {
      TelemetryReport report = source.measure();
      failing = false;
      return report;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        failing = true;
        log.log(ChannelLog.Weight.WARN, "The guest's metrics cannot be read: " + e.getMessage());
      }
      return null;
    }
  }
}
