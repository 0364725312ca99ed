package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.GuestSpec;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.DomainEvent.Lifecycle;
import io.quantix.libvirt.event.DomainEvent.LifecycleType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that move between two real hosts. */
class MigrationTest extends MigrationLab {
  private static final int MIGRATED_AWAY = 3;
  private static final int MIGRATED_IN = 1;
  private static final Duration OFTEN = Duration.ofMillis(50);
  @TempDir Path folder;

  private static LinkedBlockingQueue<Lifecycle> lifecycle(Connection host) throws LibvirtException {
    LinkedBlockingQueue<Lifecycle> seen = new LinkedBlockingQueue<>();
    var _ =
        host.onDomainEvent(
            EnumSet.of(DomainEvent.Kind.LIFECYCLE), event -> seen.add((Lifecycle) event));
    return seen;
  }

  private static void await(LinkedBlockingQueue<Lifecycle> seen, LifecycleType type, int detail)
      throws InterruptedException {
    Lifecycle event = seen.poll(30, TimeUnit.SECONDS);
    while (event != null && (event.type() != type || event.detail() != detail)) {
      event = seen.poll(30, TimeUnit.SECONDS);
    }
    assertThat(event).describedAs("%s %d", type, detail).isNotNull();
  }

  @Test
  void aRunningGuestGoesOnOverThere() throws Exception {
    Domain domain = ready();
    typed(domain, "echo abc >/word; echo $((40+2))", "42");
    LinkedBlockingQueue<Lifecycle> seenHere = lifecycle(here);
    LinkedBlockingQueue<Lifecycle> seenThere = lifecycle(there);
    Domain moved = domain.migration().to(there, MigrateOptions.live());
    assertRunsThere(NAME);
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
    assertThat(moved).isEqualTo(domain);
    assertThat(moved.connection()).isSameAs(there);
    assertThat(moved.state().state()).isEqualTo(DomainState.RUNNING);
    typed(moved, "cat /word", "abc");
    await(seenHere, LifecycleType.STOPPED, MIGRATED_AWAY);
    await(seenThere, LifecycleType.STARTED, MIGRATED_IN);
    await(seenThere, LifecycleType.RESUMED, MIGRATED_IN);
  }

  @Test
  void theHostsCanLeadTheMoveThemselves() throws Exception {
    Domain domain = started();
    LinkedBlockingQueue<Lifecycle> seenHere = lifecycle(here);
    LinkedBlockingQueue<Lifecycle> seenThere = lifecycle(there);
    domain.migration().peerToPeer(THERE.peerUri(), MigrateOptions.live());
    assertRunsThere(NAME);
    await(seenHere, LifecycleType.STOPPED, MIGRATED_AWAY);
    await(seenThere, LifecycleType.STARTED, MIGRATED_IN);
  }

  @Test
  void aTunnelIsForTheHostsAlone() throws Exception {
    Domain domain = started();
    MigrateOptions tunnelled = MigrateOptions.live().with(MigrateFlag.TUNNELLED);
    LibvirtException refused =
        catchThrowableOfType(LibvirtException.class, () -> domain.migration().to(there, tunnelled));
    assertThat(refused.kind()).isEqualTo(Kind.INVALID_ARGUMENT);
    assertThat(refused).hasMessageContaining("tunnel");
    assertThat(refused.hint()).contains("peerToPeer");
    assertRunsHere();
    domain.migration().peerToPeer(THERE.peerUri(), tunnelled);
    assertRunsThere(NAME);
  }

  @Test
  void itGetsANewNameIsDefinedThereAndForgottenHere() throws Exception {
    Domain domain = started();
    Domain moved =
        domain
            .migration()
            .to(
                there,
                MigrateOptions.live().persist().undefineSource().withName("quantix-lab-settler"));
    assertThat(moved.name()).isEqualTo("quantix-lab-settler");
    assertRunsThere("quantix-lab-settler");
    assertThat(THERE.virsh("list", "--persistent", "--name")).contains("quantix-lab-settler");
    assertThat(HERE.virsh("list", "--all", "--name")).isBlank();
  }

  @Test
  void aDefinitionGoesWhileItsDomainIsOff() throws Exception {
    HERE.createGuest(NAME, GuestSpec.tiny().withoutGraphics());
    Domain moved =
        here.domain(NAME).migration().to(there, MigrateOptions.offline().undefineSource());
    assertThat(moved.state().state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(THERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
    assertThat(HERE.virsh("list", "--all", "--name")).isBlank();
    moved.migration().peerToPeer(HERE.peerUri(), MigrateOptions.offline());
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
    assertThat(THERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
  }

  @Test
  void whatIsPausedStaysPaused() throws Exception {
    Domain domain = started();
    domain.suspend();
    domain.migration().to(there, MigrateOptions.live());
    assertThat(THERE.virsh("domstate", NAME).strip()).isEqualTo("paused");
    there.domain(NAME).resume();
    there.domain(NAME).migration().to(here, MigrateOptions.live().paused());
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("paused");
    assertThat(THERE.virsh("list", "--all", "--name")).isBlank();
  }

  @Test
  void progressIsToldAndLimitsCanBeChangedMeanwhile() throws Exception {
    Domain domain = ready();
    LinkedBlockingQueue<JobInfo> told = new LinkedBlockingQueue<>();
    AtomicBoolean faster = new AtomicBoolean();
    Domain moved =
        domain
            .migration()
            .to(
                there,
                MigrateOptions.live()
                    .withBandwidth(1)
                    .withProgress(
                        OFTEN,
                        job -> {
                          told.add(job);
                          if (job.processed() > 0 && faster.compareAndSet(false, true)) {
                            try {
                              assertThat(domain.migration().maxSpeed()).isEqualTo(1);
                              domain.migration().setMaxDowntime(700);
                              assertThat(domain.migration().maxDowntime()).isEqualTo(700);
                              domain.migration().setMaxSpeed(2_000);
                            } catch (LibvirtException e) {
                              throw new AssertionError(e);
                            }
                          }
                        }));
    assertThat(moved.state().state()).isEqualTo(DomainState.RUNNING);
    assertThat(faster).isTrue();
    assertThat(told)
        .allMatch(job -> job.type() == JobInfo.Type.UNBOUNDED)
        .anyMatch(job -> job.total() > 100L << 20 && job.remaining() > 0 && job.processed() > 0)
        .anyMatch(job -> job.elapsed().toMillis() > 0);
  }

  @Test
  void memoryIsCompressedAndSentByManyAndItsGuestSlowedDown() throws Exception {
    Domain domain = started();
    domain
        .migration()
        .to(
            there,
            MigrateOptions.live()
                .withCompression(Set.of(MigrateOptions.Compression.XBZRLE))
                .withCompressionCache(16 << 20)
                .withAutoConverge(20, 10));
    assertRunsThere(NAME);
    there.domain(NAME).migration().setCompressionCache(32 << 20);
    assertThat(there.domain(NAME).migration().compressionCache()).isEqualTo(32 << 20);
    there.domain(NAME).migration().to(here, MigrateOptions.live().withParallelConnections(2));
    assertRunsHere();
    here.domain(NAME)
        .migration()
        .to(
            there,
            MigrateOptions.live()
                .withCompression(Set.of(MigrateOptions.Compression.MULTI_THREADED))
                .withCompressionThreads(1, 2, 2)
                .withListenAddress("127.0.0.3")
                .withMigrateUri("tcp://127.0.0.3"));
    assertRunsThere(NAME);
  }

  @Test
  void whoEndsTheJobKeepsTheGuestHere() throws Exception {
    Domain domain = busy();
    LibvirtException cancelled =
        catchThrowableOfType(
            LibvirtException.class,
            () ->
                domain
                    .migration()
                    .to(
                        there,
                        MigrateOptions.live().withBandwidth(1).withProgress(OFTEN, ends(domain))));
    assertThat(cancelled.kind()).isEqualTo(Kind.CANCELLED);
    assertRunsHere();
    LibvirtException again =
        catchThrowableOfType(
            LibvirtException.class,
            () ->
                domain
                    .migration()
                    .peerToPeer(
                        THERE.peerUri(),
                        MigrateOptions.live().withBandwidth(1).withProgress(OFTEN, ends(domain))));
    assertThat(again.kind()).isEqualTo(Kind.CANCELLED);
    assertRunsHere();
    typed(domain, "echo $((50+2))", "52");
  }

  private static java.util.function.Consumer<JobInfo> ends(Domain domain) {
    return job -> {
      if (job.processed() > 0) {
        try {
          domain.abortJob();
        } catch (LibvirtException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  @Test
  void anInterruptEndsTheMoveAndNotItsCare() throws Exception {
    Domain domain = busy();
    for (boolean direct : new boolean[] {true, false}) {
      CountDownLatch onItsWay = new CountDownLatch(1);
      MigrateOptions slowly =
          MigrateOptions.live().withBandwidth(1).withProgress(OFTEN, _ -> onItsWay.countDown());
      CompletableFuture<LibvirtException> failure = new CompletableFuture<>();
      AtomicBoolean stillInterrupted = new AtomicBoolean();
      Thread mover =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  if (direct) {
                    domain.migration().to(there, slowly);
                  } else {
                    domain.migration().peerToPeer(THERE.peerUri(), slowly);
                  }
                  failure.cancel(false);
                } catch (LibvirtException e) {
                  stillInterrupted.set(Thread.currentThread().isInterrupted());
                  failure.complete(e);
                }
              });
      onItsWay.await();
      mover.interrupt();
      assertThat(failure.get(1, TimeUnit.MINUTES).kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(stillInterrupted).isTrue();
      assertRunsHere();
    }
  }

  @Test
  void aNameThatIsTakenThereIsRefusedAndTheGuestRunsOn() throws Exception {
    Domain domain = started();
    THERE.createGuest(NAME, GuestSpec.tiny().withoutGraphics());
    LibvirtException taken =
        catchThrowableOfType(
            LibvirtException.class, () -> domain.migration().to(there, MigrateOptions.live()));
    assertThat(taken).hasMessageContaining("already exists");
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("running");
    assertThat(THERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
    // No job is left behind that would be in the way.
    domain.suspend();
    domain.resume();
    domain.migration().to(there, MigrateOptions.live().withName("quantix-lab-other"));
    assertRunsThere("quantix-lab-other");
  }

  @Test
  void theSameHostIsRefused() throws Exception {
    Domain domain = started();
    for (String uri : List.of("qemu:///system", "qemu+ssh://localhost/system", HERE.peerUri())) {
      LibvirtException same =
          catchThrowableOfType(
              LibvirtException.class,
              () -> domain.migration().peerToPeer(uri, MigrateOptions.live()));
      assertThat(same.getMessage()).containsAnyOf("the host where it is", "same host");
    }
    LibvirtException same =
        catchThrowableOfType(
            LibvirtException.class, () -> domain.migration().to(here, MigrateOptions.live()));
    assertThat(same).hasMessageContaining("same host");
    assertThat(
            catchThrowableOfType(
                    LibvirtException.class,
                    () -> domain.migration().peerToPeer("qemu+ssh://a b", MigrateOptions.live()))
                .kind())
        .isEqualTo(Kind.BAD_URI);
    assertRunsHere();
    domain.suspend();
    domain.resume();
  }

  @Test
  void flagsThatDoNotFitAreRefusedWithWords() throws Exception {
    Domain domain = started();
    for (MigrateOptions wrong :
        List.of(
            MigrateOptions.live().copyStorage().copyUppermostLayers(),
            MigrateOptions.live().with(MigrateFlag.SYNCHRONOUS_WRITES),
            MigrateOptions.live().copyStorage().withDisks(Collections.nCopies(62, "vda")),
            MigrateOptions.live().with(MigrateFlag.PEER_TO_PEER))) {
      LibvirtException refused =
          catchThrowableOfType(LibvirtException.class, () -> domain.migration().to(there, wrong));
      assertThat(refused.kind()).isEqualTo(Kind.INVALID_ARGUMENT);
      assertThat(refused.hint()).isNotEmpty();
    }
    LibvirtException off =
        catchThrowableOfType(
            LibvirtException.class,
            () -> {
              domain.destroy();
              domain.migration().to(there, MigrateOptions.live());
            });
    assertThat(off.kind()).isEqualTo(Kind.INVALID_STATE);
  }

  private Domain withDisk(Path disk) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    here.storage()
        .create(
            "<pool type='dir'><name>quantix-lab-moves</name><target><path>%s</path></target></pool>"
                .formatted(disk.getParent()))
        .create(
            "<volume><name>%s</name><capacity>8388608</capacity><target><format type='qcow2'/></target></volume>"
                .formatted(disk.getFileName()));
    here.storage().pool("quantix-lab-moves").destroy();
    HERE.createGuest(NAME, GuestSpec.tiny().withoutGraphics());
    Domain domain = here.domain(NAME);
    domain
        .devices()
        .attach(
            "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/><target dev='vda' bus='virtio'/></disk>"
                .formatted(disk),
            Impact.CONFIG);
    domain.start();
    return domain;
  }

  @Test
  void aDiskThatBothHostsHaveIsMovedWhereOneVouchesForIt() throws Exception {
    Domain domain = withDisk(folder.resolve("shared"));
    LibvirtException unsafe =
        catchThrowableOfType(
            LibvirtException.class, () -> domain.migration().to(there, MigrateOptions.live()));
    assertThat(unsafe.kind()).isEqualTo(Kind.UNSAFE);
    assertThat(unsafe.hint()).contains("both hosts");
    assertRunsHere();
    domain.migration().to(there, MigrateOptions.live().unsafe());
    assertRunsThere(NAME);
    assertThat(THERE.virsh("domblklist", NAME)).contains(folder.resolve("shared").toString());
  }

  @Test
  void aDiskIsCopiedWhereTheHostsShareNone() throws Exception {
    Path from = Files.createDirectory(folder.resolve("from"));
    Path to = Files.createDirectory(folder.resolve("to"));
    for (Path each : List.of(from, to)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Domain domain = withDisk(from.resolve("disk"));
    there
        .storage()
        .create(
            "<pool type='dir'><name>quantix-lab-arrivals</name><target><path>%s</path></target></pool>"
                .formatted(to));
    String xml =
        domain
            .xml(XmlFlag.MIGRATABLE, XmlFlag.SECURE)
            .replace(from.resolve("disk").toString(), to.resolve("disk").toString());
    domain
        .migration()
        .to(
            there,
            MigrateOptions.live().persist().copyStorage().withDisks(List.of("vda")).withXml(xml));
    assertRunsThere(NAME);
    assertThat(THERE.virsh("domblklist", NAME)).contains(to.resolve("disk").toString());
    assertThat(to.resolve("disk")).exists();
    there.storage().pool("quantix-lab-arrivals").destroy();
  }

  @Test
  void theGuestRunsThereAtOnceAndItsMemoryFollows() throws Exception {
    Domain domain = busy();
    AtomicBoolean switched = new AtomicBoolean();
    Domain moved =
        domain
            .migration()
            .to(
                there,
                MigrateOptions.live()
                    .withBandwidth(1)
                    .withPostCopyBandwidth(100)
                    .withProgress(
                        OFTEN,
                        job -> {
                          if (job.processed() > 0 && switched.compareAndSet(false, true)) {
                            try {
                              domain.migration().startPostCopy();
                            } catch (LibvirtException e) {
                              throw new AssertionError(e);
                            }
                          }
                        }));
    assertThat(switched).isTrue();
    assertRunsThere(NAME);
    typed(moved, "echo $((50+2))", "52");
  }
}
