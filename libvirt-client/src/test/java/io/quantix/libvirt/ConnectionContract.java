package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.DomainEvent.Lifecycle;
import io.quantix.libvirt.event.DomainEvent.LifecycleType;
import io.quantix.libvirt.xml.DomainDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every backend and driver does alike; each runs it against a real daemon. */
abstract class ConnectionContract implements StorageContract, NetworkContract, OperationsContract {
  private static final String NAME = "quantix-lab-contract";
  private Connection host;

  @TempDir static Path folder;

  abstract String uri();

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public abstract String domainType();

  /** Connects as the backend under test does. */
  Connection connect(ConnectOptions options) throws LibvirtException {
    return Libvirt.connect(uri(), options);
  }

  Connection open() throws LibvirtException {
    return connect(ConnectOptions.defaults());
  }

  @BeforeEach
  void connect() throws LibvirtException {
    host = open();
  }

  @AfterEach
  void close() throws LibvirtException {
    if (host.isOpen()) {
      for (Domain domain : host.domains()) {
        if (domain.name().startsWith(NAME)) {
          if (domain.state().state().isActive()) {
            domain.destroy();
          }
          if (domain.isPersistent()) {
            domain.undefine(UndefineFlag.MANAGED_SAVE);
          }
        }
      }
    }
    host.close();
  }

  @Override
  public final Connection host() {
    return host;
  }

  @Override
  public final Domain define() throws LibvirtException {
    return host.define(xml(NAME), true);
  }

  final String xml(String name) {
    return """
    <domain type='%s'>
      <name>%s</name>
      <title>A title</title>
      <memory unit='MiB'>32</memory>
      <vcpu>1</vcpu>
      <os><type arch='x86_64'>hvm</type></os>
      <devices><graphics type='vnc' port='-1' autoport='yes'/></devices>
    </domain>
    """
        .formatted(domainType(), name);
  }

  @Test
  void whatIsListenedToGoesOnAtAnotherConnection() throws Exception {
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Connection first = host.another();
    Subscription subscription =
        first.onDomainEvent(EnumSet.allOf(DomainEvent.Kind.class), event -> seen.add(event.name()));
    first.close();
    try (Connection second = first.another()) {
      second.continueSubscriptionsOf(first);
      define();
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(NAME);
      subscription.close();
    }
  }

  @Test
  void tellsWhatTheHostIs() throws LibvirtException {
    assertThat(host.hostname()).isNotBlank();
    assertThat(host.libvirtVersion()).isGreaterThan(new Version(5, 0, 0));
    assertThat(host.nodeInfo().cpus()).isPositive();
    assertThat(host.nodeInfo().model()).isNotBlank();
    assertThat(host.capabilities()).contains("<capabilities");
    assertThat(host.host().freeMemory()).isPositive();
    assertThat(host.host().maxVcpus(domainType())).isPositive();
    assertThat(host.tunnel().isPresent()).isEqualTo(host.uri().contains("+ssh:"));
  }

  @Test
  void aDomainGoesThroughItsLife() throws LibvirtException {
    Domain domain = define();
    assertThat(domain.state().state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(domain.id()).isEmpty();

    domain.start();
    assertThat(domain.state().state()).isEqualTo(DomainState.RUNNING);
    assertThat(host.domain(NAME).id()).isPresent();
    assertThat(host.domain(host.domain(NAME).id().getAsInt())).isEqualTo(domain);

    domain.suspend();
    assertThat(domain.state().state()).isEqualTo(DomainState.PAUSED);
    domain.resume();
    assertThat(domain.state().state()).isEqualTo(DomainState.RUNNING);

    domain.managedSave();
    assertThat(domain.state().state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(domain.hasManagedSave()).isTrue();
    domain.start();
    assertThat(domain.hasManagedSave()).isFalse();

    domain.destroy();
    assertThat(domain.state().state()).isEqualTo(DomainState.SHUT_OFF);
    domain.undefine();
    LibvirtException gone =
        catchThrowableOfType(LibvirtException.class, () -> host.domain(domain.uuid()));
    assertThat(gone.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void findsDomainsByNameAndUuid() throws LibvirtException {
    Domain domain = define();
    assertThat(host.domain(NAME)).isEqualTo(domain);
    assertThat(host.domain(domain.uuid()).name()).isEqualTo(NAME);
    assertThat(host.domains()).contains(domain);
    LibvirtException missing =
        catchThrowableOfType(LibvirtException.class, () -> host.domain(new UUID(1, 2)));
    assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(missing.code()).isEqualTo(42);
  }

  @Test
  void theInventoryAgreesWithEachDomain() throws LibvirtException {
    Domain domain = define();
    domain.setAutostart(true);
    domain.start();
    DomainSummary found =
        host.inventory().stream()
            .filter(each -> each.domain().equals(domain))
            .findFirst()
            .orElseThrow();
    assertThat(found.state().state()).isEqualTo(DomainState.RUNNING);
    assertThat(found.autostart()).isTrue().isEqualTo(domain.autostart());
    assertThat(found.persistent()).isTrue().isEqualTo(domain.isPersistent());
    assertThat(found.managedSave()).isFalse();
    assertThat(found.xml()).isEqualTo(domain.xml());
    assertThat(found).isEqualTo(domain.summary());
    DomainDescription description = DomainDescription.parse(found.xml());
    assertThat(description.title()).isEqualTo("A title");
    assertThat(description.memoryKib()).isEqualTo(32 * 1024);
  }

  @Test
  void theInventoryBringsStatisticsAlong() throws LibvirtException {
    Domain domain = define();
    domain.start();
    for (Set<StatsGroup> groups :
        List.of(Set.of(StatsGroup.STATE), Set.of(StatsGroup.BALLOON), Set.<StatsGroup>of())) {
      HostInventory all = host.inventory(groups);
      assertThat(all.domains())
          .filteredOn(each -> each.domain().equals(domain))
          .singleElement()
          .satisfies(each -> assertThat(each).isEqualTo(domain.summary()));
      assertThat(all.statistics())
          .filteredOn(each -> each.domain().equals(domain))
          .singleElement()
          .satisfies(each -> assertThat(each.number("state.state").orElseThrow()).isEqualTo(1));
    }
  }

  @Test
  void aTransientDomainIsGoneOnceItIsOff() throws LibvirtException {
    Domain domain = host.create(xml(NAME + "-transient"));
    assertThat(domain.isPersistent()).isFalse();
    assertThat(domain.summary().persistent()).isFalse();
    domain.destroy();
    assertThat(host.domains()).doesNotContain(domain);
  }

  @Test
  void statisticsOfAllComeInOneCall() throws LibvirtException {
    Domain domain = define();
    domain.start();
    List<DomainStats> stats = host.domainStats(Set.of(StatsGroup.STATE), true);
    assertThat(stats)
        .filteredOn(each -> each.domain().equals(domain))
        .singleElement()
        .satisfies(each -> assertThat(each.number("state.state").orElseThrow()).isEqualTo(1));
    domain.destroy();
    assertThat(host.domainStats(Set.of(StatsGroup.STATE), true))
        .noneMatch(each -> each.domain().equals(domain));
    assertThat(host.domainStats(Set.of(StatsGroup.STATE), false))
        .anyMatch(each -> each.domain().equals(domain));
  }

  @Test
  void eventsComeInOrderAndEndWithTheSubscription() throws LibvirtException, InterruptedException {
    LinkedBlockingQueue<LifecycleType> seen = new LinkedBlockingQueue<>();
    Subscription subscription =
        host.onDomainEvent(
            EnumSet.of(DomainEvent.Kind.LIFECYCLE),
            event -> {
              if (event instanceof Lifecycle life && life.name().equals(NAME)) {
                seen.add(life.type());
              }
            });
    Domain domain = define();
    domain.start();
    domain.suspend();
    domain.resume();
    domain.destroy();
    List<LifecycleType> order = new ArrayList<>();
    while (!order.contains(LifecycleType.STOPPED)) {
      LifecycleType next = seen.poll(20, TimeUnit.SECONDS);
      assertThat(next).describedAs("event after " + order).isNotNull();
      order.add(next);
    }
    assertThat(order)
        .containsSubsequence(
            LifecycleType.DEFINED,
            LifecycleType.STARTED,
            LifecycleType.SUSPENDED,
            LifecycleType.RESUMED,
            LifecycleType.STOPPED);
    subscription.close();
    subscription.close();
    seen.clear();
    domain.undefine();
    host.hostname(); // whatever was on its way has come by now
    assertThat(seen).isEmpty();
  }

  @Test
  void aScreenshotIsAPicture() throws LibvirtException {
    Domain domain = define();
    domain.start();
    Screenshot screenshot = domain.screenshot(0);
    assertThat(screenshot.mimeType()).startsWith("image/");
    assertThat(screenshot.data()).hasSizeGreaterThan(100);
    assertThat(host.domain(NAME).state().state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void whatTheStateForbidsSaysSo() throws LibvirtException {
    Domain domain = define();
    LibvirtException failure = catchThrowableOfType(LibvirtException.class, domain::destroy);
    assertThat(failure.kind()).isEqualTo(Kind.INVALID_STATE);
    assertThat(failure).hasMessageContaining("not running");
    assertThat(failure.hint()).isNotBlank();
  }

  @Test
  void brokenXmlIsRefusedWithTheReason() {
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class, () -> host.define("<domain><oops></domain>", false));
    assertThat(failure.kind()).isEqualTo(Kind.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).isNotBlank();
  }

  @Test
  void manyThreadsShareOneConnection() throws Exception {
    define();
    List<Thread> threads = new ArrayList<>();
    LinkedBlockingQueue<String> wrong = new LinkedBlockingQueue<>();
    for (int i = 0; i < 24; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int round = 0; round < 40; round++) {
                    if (number % 2 == 0) {
                      if (!host.domain(NAME).name().equals(NAME)) {
                        wrong.add("another's reply");
                      }
                    } else {
                      String missing = "quantix-lab-missing-" + number + "-" + round;
                      LibvirtException e =
                          catchThrowableOfType(LibvirtException.class, () -> host.domain(missing));
                      if (e.kind() != Kind.NOT_FOUND) {
                        wrong.add(e.toString());
                      }
                    }
                  }
                } catch (LibvirtException | RuntimeException e) {
                  wrong.add(e.toString());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void afterCloseEveryCallSaysSo() {
    host.close();
    host.close();
    assertThat(host.isOpen()).isFalse();
    assertThat(host.closed().toCompletableFuture().join().kind())
        .isEqualTo(CloseReason.Kind.CLIENT);
    LibvirtException failure = catchThrowableOfType(LibvirtException.class, host::hostname);
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
  }
}
