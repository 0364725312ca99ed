package io.quantix.desktop.host;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Screenshot;
import io.quantix.libvirt.event.DomainEvent;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HostSession} over two libvirt connections: one for what is read all the time, one for
 * what may take its time, so that a stuck VM never makes the window deaf.
 */
final class LibvirtHostSession implements HostSession {
  private static final System.Logger LOG = System.getLogger(LibvirtHostSession.class.getName());
  // Events after which what is shown of a VM may be different.
  private static final Set<DomainEvent.Kind> SHOWN =
      EnumSet.of(
          DomainEvent.Kind.LIFECYCLE,
          DomainEvent.Kind.REBOOT,
          DomainEvent.Kind.BALLOON_CHANGE,
          DomainEvent.Kind.DEVICE_ADDED,
          DomainEvent.Kind.DEVICE_REMOVED,
          DomainEvent.Kind.TRAY_CHANGE,
          DomainEvent.Kind.DISK_CHANGE,
          DomainEvent.Kind.METADATA_CHANGE,
          DomainEvent.Kind.AGENT_LIFECYCLE,
          DomainEvent.Kind.PM_SUSPEND,
          DomainEvent.Kind.PM_SUSPEND_DISK,
          DomainEvent.Kind.PM_WAKEUP);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final long FIRST_DELAY_MILLIS = 500;
  private static final long LONGEST_DELAY_MILLIS = 30_000;

  private final HostModel host;
  private final ConnectOptions options;
  private final Executor fx;
  private final FxBatch batch;
  private final Freshness freshness;
  private final VmCommands commands;
  private final GuestAccess guests;
  private final Object lock = new Object();
  private final LinkedBlockingQueue<Boolean> nudges = new LinkedBlockingQueue<>();
  private @Nullable Thread keeper;
  private @Nullable Thread lastKeeper;
  // Of the last connect or disconnect: what an earlier keeper still posts is not shown.
  private long era;
  private volatile @Nullable Connection work;
  private volatile boolean wanted;

  LibvirtHostSession(
      HostModel host, ConnectOptions options, TaskList tasks, NoticeBoard notices, Executor fx) {
    this.host = host;
    this.options = options;
    this.fx = fx;
    this.batch = new FxBatch(fx);
    this.freshness = new Freshness(host, batch);
    this.commands = new VmCommands(this, tasks, notices, fx);
    this.guests = new SessionGuests(this, fx);
  }

  @Override
  public HostModel model() {
    return host;
  }

  @Override
  public void connect() {
    synchronized (lock) {
      wanted = true;
      if (keeper != null && keeper.isAlive()) {
        nudges.add(true); // it may be waiting for its next try
        return;
      }
      host.stateProperty().set(HostState.CONNECTING);
      long mine = ++era;
      keeper = Thread.ofVirtual().name("host " + host.uri()).start(() -> keepConnected(mine));
    }
  }

  @Override
  public void disconnect() {
    Thread ending;
    synchronized (lock) {
      wanted = false;
      era++;
      ending = keeper;
      lastKeeper = ending == null ? lastKeeper : ending;
      keeper = null;
    }
    if (ending != null) {
      ending.interrupt();
    }
    host.stateProperty().set(HostState.DISCONNECTED);
    host.noticeProperty().set(Optional.empty());
  }

  /**
   * Waits until what was disconnected has said goodbye to its daemon; call before the program ends,
   * since a daemon may not bear a client that goes in the middle of it.
   *
   * @return whether it has, within the time
   */
  boolean awaitGoodbye(Duration patience) {
    Thread ending;
    synchronized (lock) {
      ending = lastKeeper;
    }
    try {
      return ending == null || ending.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isKeeper() {
    synchronized (lock) {
      return wanted && Thread.currentThread().equals(keeper);
    }
  }

  private boolean isOf(long mine) {
    synchronized (lock) {
      return mine == era;
    }
  }

  private void keepConnected(long mine) {
    long delay = FIRST_DELAY_MILLIS;
    boolean everConnected = false;
    while (isKeeper()) {
      try {
        boolean[] connected = {false};
        String ended = stayConnected(mine, () -> connected[0] = true);
        everConnected |= connected[0];
        delay = connected[0] ? FIRST_DELAY_MILLIS : delay;
        show(
            mine,
            HostState.RECONNECTING,
            new Notice(
                Notice.Severity.WARNING,
                Texts.text("host.lost.title"),
                ended,
                Texts.text("host.lost.hint")));
      } catch (LibvirtException e) {
        // Nobody wants to be asked again and again for what they have turned away.
        boolean again =
            e.kind() != LibvirtException.Kind.AUTH_CANCELLED
                && (everConnected || Retries.comesBack(e.kind()));
        show(
            mine,
            everConnected && again ? HostState.RECONNECTING : HostState.FAILED,
            new Notice(
                Notice.Severity.ERROR,
                Texts.text("host.failed.title"),
                String.valueOf(e.getMessage()),
                e.hint()));
        if (!again) {
          synchronized (lock) {
            if (Thread.currentThread().equals(keeper)) {
              keeper = null;
            }
          }
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "keeping " + host.uri() + " connected failed", e);
        show(
            mine,
            everConnected ? HostState.RECONNECTING : HostState.FAILED,
            new Notice(
                Notice.Severity.ERROR,
                Texts.text("host.failed.title"),
                e.toString(),
                Texts.text("app.bug.hint")));
      }
      if (!pause(Retries.spread(delay))) {
        return;
      }
      delay = Math.min(delay * 2, LONGEST_DELAY_MILLIS);
    }
  }

  private boolean pause(long millis) {
    try {
      nudges.clear();
      var _ = nudges.poll(millis, TimeUnit.MILLISECONDS);
      return isKeeper();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Connects, keeps the model fresh, and returns why the connection ended. */
  private String stayConnected(long mine, Runnable onConnected)
      throws LibvirtException, InterruptedException {
    try (Connection query = Libvirt.connect(host.uri(), options);
        Connection slow = query.another()) {
      var _ = query.onDomainEvent(SHOWN, freshness::onEvent);
      freshness.readAll(query);
      describe(query);
      work = slow;
      onConnected.run();
      batch.add(() -> {
        if (isOf(mine)) {
          host.noticeProperty().set(Optional.empty());
          host.stateProperty().set(HostState.CONNECTED);
        }
      });
      Thread follower = Thread.ofVirtual().name("events " + host.uri()).start(() -> follow(query));
      Thread addresses =
          Thread.ofVirtual().name("addresses " + host.uri()).start(() -> addresses(slow));
      try {
        return sampleUntilTheEnd(query, slow);
      } finally {
        follower.interrupt();
        addresses.interrupt();
      }
    } finally {
      work = null;
    }
  }

  private void addresses(Connection slow) {
    try {
      GuestAddresses.follow(slow, freshness);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Connection query) {
    try {
      freshness.follow(query);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LibvirtException e) {
      // Whatever it was, what is shown may be wrong now: begin anew.
      query.close();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "following " + host.uri() + " failed", e);
      query.close();
    }
  }

  private String sampleUntilTheEnd(Connection query, Connection slow) throws InterruptedException {
    StatsSampler sampler = new StatsSampler();
    CompletableFuture<CloseReason> ended =
        query
            .closed()
            .toCompletableFuture()
            .applyToEither(slow.closed().toCompletableFuture(), reason -> reason);
    while (true) {
      try {
        freshness.apply(sampler.sample(query));
      } catch (LibvirtException e) {
        if (e.kind() == LibvirtException.Kind.INTERRUPTED) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        // No statistics this time; whether the connection is gone shows below.
      }
      try {
        return ended.get(INTERVAL.toMillis(), TimeUnit.MILLISECONDS).message();
      } catch (TimeoutException e) {
        // The usual case: time for the next sample.
      } catch (ExecutionException e) {
        return String.valueOf(e.getCause());
      }
    }
  }

  private void describe(Connection query) throws LibvirtException {
    var info = query.nodeInfo();
    String name = query.hostname();
    String versions =
        Texts.text(
            "host.versions",
            query.libvirtVersion(),
            query.hypervisorType(),
            query.hypervisorVersion());
    batch.add(() -> {
      host.nodeInfoProperty().set(Optional.of(info));
      host.hostnameProperty().set(name);
      host.versionsProperty().set(versions);
    });
  }

  private void show(long mine, HostState state, Notice notice) {
    batch.add(() -> {
      if (isOf(mine)) {
        host.noticeProperty().set(Optional.of(notice));
        host.stateProperty().set(state);
      }
    });
  }

  /** The connection for what may take its time. */
  Connection work() throws LibvirtException {
    Connection connection = work;
    if (connection == null) {
      throw new LibvirtException(
          LibvirtException.Kind.CONNECTION_LOST,
          0,
          0,
          Texts.text("host.not-connected", host.nameProperty().get()),
          Texts.text("host.not-connected.hint"));
    }
    return connection;
  }

  /** Something that blocks and gives a result. */
  @FunctionalInterface
  interface Blocking<T> {
    T get() throws LibvirtException;
  }

  /** Does it on a virtual thread; the future completes on the JavaFX thread. */
  <T> CompletableFuture<T> ask(Blocking<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("ask " + host.uri())
        .start(() -> {
          try {
            T value = question.get();
            fx.execute(() -> answer.complete(value));
          } catch (LibvirtException | RuntimeException e) {
            fx.execute(() -> answer.completeExceptionally(e));
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<Void> run(VmCommand command, VmModel vm) {
    return command == VmCommand.DELETE ? delete(vm, Set.of()) : commands.run(command, vm);
  }

  @Override
  public CompletableFuture<List<DiskImage>> diskImages(VmModel vm) {
    return ask(() -> {
      Connection connection = work();
      return DiskImages.of(connection, connection.domain(vm.uuid()));
    });
  }

  @Override
  public CompletableFuture<Void> delete(VmModel vm, Set<String> images) {
    return commands.delete(vm, images);
  }

  @Override
  public CompletableFuture<Void> setAutostart(VmModel vm, boolean wanted) {
    return commands.setAutostart(vm, wanted);
  }

  @Override
  public CompletableFuture<Screenshot> screenshot(VmModel vm) {
    return ask(() -> work().domain(vm.uuid()).screenshot(0));
  }

  @Override
  public CompletableFuture<ConsoleTarget> console(VmModel vm) {
    return ask(() -> ConsoleTargets.find(work().domain(vm.uuid())));
  }

  @Override
  public CompletableFuture<List<SerialPort>> serialPorts(VmModel vm) {
    return ask(() -> SerialPorts.of(work().domain(vm.uuid())));
  }

  @Override
  public CompletableFuture<ByteChannel> openSerial(VmModel vm, SerialPort port, boolean takeOver) {
    return ask(() -> SerialPorts.open(work().domain(vm.uuid()), port, takeOver));
  }

  @Override
  public GuestAccess guests() {
    return guests;
  }
}
