package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.rpc.Procedure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moves in which a host or a connection is lost at the worst moment: the guest never is. */
class MigrationFaultsTest extends MigrationLab {
  private static final Duration OFTEN = Duration.ofMillis(50);
  @TempDir Path folder;
  private CuttingProxy toHere;
  private CuttingProxy toThere;

  @BeforeEach
  void standBetween() throws Exception {
    toHere = new CuttingProxy(folder.resolve("here"), HERE.socket());
    toThere = new CuttingProxy(folder.resolve("there"), THERE.socket());
    here.close();
    there.close();
    here = through(toHere, HERE);
    there = through(toThere, THERE);
  }

  private static Connection through(CuttingProxy proxy, LabHost host) throws LibvirtException {
    return Libvirt.connect(
        host.uri().replace(host.socket().toString(), proxy.path().toString()),
        ConnectOptions.defaults());
  }

  @AfterEach
  void stepAside() throws IOException {
    toHere.close();
    toThere.close();
  }

  private static MigrateOptions slowly(Consumer<JobInfo> onceOnItsWay) {
    AtomicBoolean done = new AtomicBoolean();
    return MigrateOptions.live()
        .withBandwidth(1)
        .withProgress(
            OFTEN,
            job -> {
              if (job.processed() > 0 && done.compareAndSet(false, true)) {
                onceOnItsWay.accept(job);
              }
            });
  }

  private LibvirtException failureOf(Domain domain, MigrateOptions options) {
    LibvirtException failure =
        catchThrowableOfType(LibvirtException.class, () -> domain.migration().to(there, options));
    assertThat(failure).isNotNull();
    return failure;
  }

  @ParameterizedTest
  @CsvSource({
    "DOMAIN_MIGRATE_BEGIN3_PARAMS, false",
    "DOMAIN_MIGRATE_BEGIN3_PARAMS, true",
    "DOMAIN_MIGRATE_PERFORM3_PARAMS, false",
    "DOMAIN_MIGRATE_PERFORM3_PARAMS, true"
  })
  void theWayToTheSourceIsLostAndTheGuestGoesOnThere(Procedure step, boolean atReply)
      throws Exception {
    Domain domain = started();
    toHere.cutAt(step.number(), atReply, false);
    LibvirtException failure = failureOf(domain, MigrateOptions.live());
    assertThat(toHere.hasCut()).isTrue();
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertRunsHere();
    // Nothing is in the way of another try.
    domain.migration().to(there, MigrateOptions.live());
    assertRunsThere(NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "DOMAIN_MIGRATE_PREPARE3_PARAMS, false",
    "DOMAIN_MIGRATE_PREPARE3_PARAMS, true",
    "DOMAIN_MIGRATE_FINISH3_PARAMS, false"
  })
  void theWayToTheDestinationIsLostAndTheGuestStays(Procedure step, boolean atReply)
      throws Exception {
    Domain domain = started();
    toThere.cutAt(step.number(), atReply, false);
    LibvirtException failure = failureOf(domain, MigrateOptions.live());
    assertThat(toThere.hasCut()).isTrue();
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("running");
    // Nothing is in the way of another try, once the other host has noticed and dropped its copy.
    awaitNoneThere();
    domain.migration().to(there, MigrateOptions.live());
    assertRunsThere(NAME);
  }

  @Test
  void theLastAnswerOfTheDestinationIsLostAndItHasTheGuest() throws Exception {
    Domain domain = ready();
    toThere.cutAt(Procedure.DOMAIN_MIGRATE_FINISH3_PARAMS.number(), true, false);
    Domain moved = domain.migration().to(there, MigrateOptions.live());
    assertThat(toThere.hasCut()).isTrue();
    assertRunsThere(NAME);
    typed(moved, "echo $((40+2))", "42");
  }

  @Test
  void nobodyKnowsWhetherItRunsThereSoItStaysPausedHere() throws Exception {
    Domain domain = started();
    toThere.cutAt(Procedure.DOMAIN_MIGRATE_FINISH3_PARAMS.number(), true, true);
    LibvirtException failure = failureOf(domain, MigrateOptions.live());
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(failure).hasMessageContaining("whether it runs on").hasMessageContaining("paused");
    assertThat(failure.hint()).contains("destroy it here").contains("resume it here");
    assertThat(THERE.virsh("domstate", NAME).strip()).isEqualTo("running");
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("paused");
    domain.destroy(); // as the hint says
    assertRunsThere(NAME);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theSourceDoesNotHearThatAllIsWell(boolean atReply) throws Exception {
    Domain domain = started();
    toHere.cutAt(Procedure.DOMAIN_MIGRATE_CONFIRM3_PARAMS.number(), atReply, false);
    if (atReply) {
      domain.migration().to(there, MigrateOptions.live());
    } else {
      LibvirtException failure = failureOf(domain, MigrateOptions.live());
      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
      assertThat(failure).hasMessageContaining("may have kept a copy");
      assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("paused");
      domain.destroy(); // as the hint says
    }
    assertThat(toHere.hasCut()).isTrue();
    assertRunsThere(NAME);
  }

  @Test
  void hostsThatLeadGoOnWithoutTheirClient() throws Exception {
    Domain domain = started();
    toHere.cutAt(Procedure.DOMAIN_MIGRATE_PERFORM3_PARAMS.number(), true, false);
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class,
            () -> domain.migration().peerToPeer(THERE.peerUri(), MigrateOptions.live()));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(failure).hasMessageContaining("by themselves");
    assertRunsThere(NAME);
  }

  @Test
  void whoIsInterruptedBeforeMemoryIsSentLeavesNothingBehind() throws Exception {
    Domain domain = started();
    Thread mover = Thread.currentThread();
    // The destination is ready, and hears next that nothing will come.
    toThere.beforeReply(
        Procedure.DOMAIN_MIGRATE_PREPARE3_PARAMS.number(),
        () -> {
          mover.interrupt();
          toHere.passing(Procedure.DOMAIN_ABORT_JOB.number()).join();
        });
    LibvirtException failure = failureOf(domain, MigrateOptions.live());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(toHere.passing(Procedure.DOMAIN_MIGRATE_PERFORM3_PARAMS.number())).isNotDone();
    assertRunsHere();
    domain.migration().to(there, MigrateOptions.live());
    assertRunsThere(NAME);
  }

  @Test
  void aDefinitionIsForgottenHereOnlyWhereItIsKnownToBeThere() throws Exception {
    HERE.createGuest(NAME, GuestSpec.tiny().withoutGraphics());
    Domain domain = here.domain(NAME);
    toThere.cutAt(Procedure.DOMAIN_MIGRATE_FINISH3_PARAMS.number(), true, false);
    LibvirtException failure = failureOf(domain, MigrateOptions.offline().undefineSource());
    assertThat(failure).hasMessageContaining("still defined");
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
    assertThat(THERE.virsh("domstate", NAME).strip()).isEqualTo("shut off");
  }

  @Test
  void whatIsClosedMovesNothing() throws Exception {
    Domain domain = started();
    there.close();
    assertThat(failureOf(domain, MigrateOptions.live()).kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertRunsHere();
  }

  @Test
  void aDestinationThatIsKilledLeavesTheGuestHere() throws Exception {
    Domain domain = busy();
    LibvirtException failure = failureOf(domain, slowly(_ -> THERE.killDaemon()));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("running");
    typed(domain, "echo $((50+2))", "52");
    THERE.restartDaemon();
    assertRunsHere();
  }

  @Test
  void aHypervisorThatIsKilledThereLeavesTheGuestHere() throws Exception {
    Domain domain = busy();
    LibvirtException failure = failureOf(domain, slowly(_ -> incoming().destroyForcibly()));
    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertRunsHere();
    typed(domain, "echo $((50+2))", "52");
  }

  private static ProcessHandle incoming() {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          var words = process.info().arguments().map(Stream::of).orElse(Stream.empty()).toList();
          return words.contains("-incoming")
              && words.stream().anyMatch(word -> word.startsWith("guest=" + NAME + ","));
        })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSourceThatIsKilledKeepsItsGuest() throws Exception {
    Domain domain = busy();
    LibvirtException failure = failureOf(domain, slowly(_ -> HERE.restartDaemon()));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(failure).hasMessageContaining("it goes on where it was");
    assertRunsHere();
    try (Connection again = Libvirt.connect(HERE.uri(), ConnectOptions.defaults())) {
      typed(again.domain(NAME), "echo $((50+2))", "52");
    }
    assertThat(domain.connection().isOpen()).isFalse();
  }

  @Test
  void aSourceThatStaysAwayKeepsItsGuestAllTheSame() throws Exception {
    Domain domain = busy();
    LibvirtException failure = failureOf(domain, slowly(_ -> HERE.killDaemon()));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(failure).hasMessageContaining("does not say how it is there");
    assertThat(THERE.virsh("list", "--all", "--name")).isBlank();
    HERE.restartDaemon();
    assertRunsHere();
  }

  @Test
  void aDestinationThatIsKilledWhileTheHostsLeadLeavesTheGuestHere() throws Exception {
    Domain domain = busy();
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class,
            () -> domain.migration().peerToPeer(THERE.peerUri(), slowly(_ -> THERE.killDaemon())));
    assertThat(failure).isNotNull();
    assertThat(HERE.virsh("domstate", NAME).strip()).isEqualTo("running");
    THERE.restartDaemon();
    assertRunsHere();
  }
}
