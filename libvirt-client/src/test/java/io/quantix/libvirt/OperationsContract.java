package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.libvirt.LibvirtException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Which operations there are and which a driver does not have, the same by every backend: what is
 * listed has to say that it is not supported, and nothing else may.
 */
interface OperationsContract {
  /** The version of libvirt that the lists are of. */
  int LISTED_MAJOR = 9;

  /** What libvirt's test driver does not have (9.0). */
  Set<String> NOT_OF_THE_TEST_DRIVER =
      Set.of(
          "SSH keys",
          "abort disk job",
          "abort job",
          "agent command",
          "attach device",
          "baseline processor",
          "commit disk",
          "compare processor",
          "copy disk",
          "detach alias",
          "detach device",
          "disk job",
          "domain capabilities",
          "guest info",
          "host memory",
          "job",
          "migration speed",
          "network filter",
          "network filters",
          "open channel",
          "open console",
          "post-copy",
          "pull disk",
          "rebase disk",
          "resize disk",
          "secret events",
          "secrets",
          "set SSH keys",
          "set disk job speed",
          "set migration downtime",
          "set migration speed",
          "storage capabilities",
          "to native",
          "update device",
          "wake up");

  /** What QEMU's driver does not have for a guest without an agent (9.0). */
  Set<String> NOT_OF_A_BARE_GUEST =
      Set.of(
          "SSH keys",
          "addresses by agent",
          "agent command",
          "file systems",
          "freeze",
          "freeze one",
          "guest hostname",
          "guest info",
          "set SSH keys",
          "set password",
          "set time",
          "storage sources",
          "thaw",
          "time",
          "trim",
          "update device");

  /** The connection under test. */
  Connection host();

  /** Defines the domain under test. */
  Domain define() throws LibvirtException;

  /** {@code test}, {@code qemu} or {@code kvm}. */
  String domainType();

  /** The operations that its driver does not have. */
  default Set<String> unsupported() {
    return domainType().equals("test") ? NOT_OF_THE_TEST_DRIVER : NOT_OF_A_BARE_GUEST;
  }

  /** One operation. */
  @FunctionalInterface
  interface Operation {
    /** Does it; that it fails for another reason does not matter here. */
    void run() throws Exception;
  }

  /** All operations that a driver may lack, on a running domain. */
  default Map<String, Operation> operations(Domain domain) {
    Map<String, Operation> all = new LinkedHashMap<>();
    ofDomain(all, domain);
    ofGuest(all, domain.guest());
    ofDisks(all, domain);
    ofHost(all, host());
    return all;
  }

  private static void ofDomain(Map<String, Operation> all, Domain domain) {
    all.put("state", domain::state);
    all.put("info", domain::info);
    all.put("summary", domain::summary);
    all.put("xml", domain::xml);
    all.put("autostart", domain::autostart);
    all.put("is updated", domain::isUpdated);
    all.put("has managed save", domain::hasManagedSave);
    all.put("job", domain::job);
    all.put("abort job", domain::abortJob);
    all.put("messages", domain::messages);
    all.put("vcpus", () -> domain.vcpus(VcpuFlag.MAXIMUM));
    all.put("set vcpus", () -> domain.setVcpus(1));
    all.put("set memory", () -> domain.setMemory(32 * 1024));
    all.put("metadata", () -> domain.metadata(MetadataType.TITLE, "", Impact.CONFIG));
    all.put(
        "set metadata",
        () ->
            domain.setMetadata(MetadataType.TITLE, Optional.of("Another"), "", "", Impact.CONFIG));
    all.put("send key", () -> domain.sendKey(KeycodeSet.LINUX, 10, 30));
    all.put("inject NMI", domain::injectNmi);
    all.put("reset", domain::reset);
    all.put("reboot", domain::reboot);
    all.put("wake up", domain::wakeUp);
    all.put("screenshot", () -> domain.screenshot(0));
    all.put("open console", () -> domain.openConsole(Optional.empty(), false).close());
    all.put("open channel", () -> domain.openChannel(Optional.of("none"), false).close());
    all.put("snapshots", domain::snapshots);
    all.put("current snapshot", domain::currentSnapshot);
    all.put("snapshot", () -> domain.snapshot("none"));
    all.put("checkpoints", domain::checkpoints);
    all.put("checkpoint", () -> domain.checkpoint("none"));
    all.put("attach device", () -> domain.devices().attach("<input type='tablet' bus='usb'/>"));
    all.put("detach device", () -> domain.devices().detach("<input type='tablet' bus='usb'/>"));
    all.put("detach alias", () -> domain.devices().detachAlias("ua-none"));
    all.put(
        "update device", () -> domain.devices().update("<graphics type='vnc' port='-1'/>", false));
    all.put("set migration speed", () -> domain.migration().setMaxSpeed(10));
    all.put("migration speed", () -> domain.migration().maxSpeed());
    all.put("set migration downtime", () -> domain.migration().setMaxDowntime(300));
    all.put("post-copy", () -> domain.migration().startPostCopy());
  }

  private static void ofGuest(Map<String, Operation> all, DomainGuest guest) {
    all.put("addresses by lease", () -> guest.interfaces(AddressSource.LEASE));
    all.put("addresses by agent", () -> guest.interfaces(AddressSource.AGENT));
    all.put("guest info", () -> guest.info(Set.of(GuestInfoType.OS)));
    all.put("guest hostname", guest::hostname);
    all.put("file systems", guest::filesystems);
    all.put("set password", () -> guest.setPassword("root", "secret"));
    all.put("SSH keys", () -> guest.sshKeys("root"));
    all.put("set SSH keys", () -> guest.setSshKeys("root", List.of("ssh-ed25519 AAAA"), true));
    all.put("freeze", () -> guest.freeze(List.of()));
    all.put("freeze one", () -> guest.freeze(List.of("/")));
    all.put("thaw", () -> guest.thaw(List.of()));
    all.put("trim", () -> guest.trim(Optional.empty(), 0));
    all.put("time", guest::time);
    all.put("set time", () -> guest.setTime(Instant.ofEpochSecond(1_700_000_000)));
    all.put(
        "agent command",
        () -> guest.agentCommand("{\"execute\":\"guest-ping\"}", Duration.ofSeconds(1)));
  }

  private static void ofDisks(Map<String, Operation> all, Domain domain) {
    DomainBlocks blocks = domain.blocks();
    all.put("disk errors", blocks::errors);
    all.put("disk info", () -> blocks.info("vdz"));
    all.put("disk job", () -> blocks.job("vdz"));
    all.put("disk limits", () -> blocks.ioTune("vdz"));
    all.put("set disk limits", () -> blocks.setIoTune("vdz", Map.of("total_iops_sec", 500L)));
    all.put("resize disk", () -> blocks.resize("vdz", 1 << 20));
    all.put("commit disk", () -> blocks.commit("vdz", Optional.empty(), Optional.empty(), 0));
    all.put("pull disk", () -> blocks.pull("vdz", Optional.empty(), 0));
    all.put("rebase disk", () -> blocks.pull("vdz", Optional.of("base"), 0));
    all.put("copy disk", () -> blocks.copy("vdz", "<disk type='file'/>", 0));
    all.put("abort disk job", () -> blocks.abort("vdz"));
    all.put("set disk job speed", () -> blocks.setSpeed("vdz", 1));
  }

  private static void ofHost(Map<String, Operation> all, Connection host) {
    all.put("hypervisor version", host::hypervisorVersion);
    all.put("statistics", () -> host.domainStats(Set.of(), false));
    all.put("sysinfo", () -> host.host().sysinfo());
    all.put("processor times", () -> host.host().cpuTimes(OptionalInt.empty()));
    all.put("host memory", () -> host.host().memory());
    all.put("processor models", () -> host.host().cpuModels("x86_64"));
    all.put(
        "domain capabilities",
        () ->
            host.host()
                .domainCapabilities(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    all.put(
        "baseline processor",
        () ->
            host.host()
                .baselineCpu(
                    Optional.of("x86_64"),
                    Optional.empty(),
                    List.of("<cpu><arch>x86_64</arch><model>qemu64</model></cpu>")));
    all.put(
        "compare processor",
        () ->
            host.host()
                .compareCpu(
                    Optional.of("x86_64"),
                    Optional.empty(),
                    "<cpu><arch>x86_64</arch><model>qemu64</model></cpu>"));
    all.put("to native", () -> host.host().toNative("qemu-argv", "<domain type='qemu'/>"));
    all.put("devices", () -> host.host().devices());
    all.put("device", () -> host.host().device("none"));
    all.put("network filters", () -> host.networks().filters());
    all.put("network filter", () -> host.networks().filter("none"));
    all.put("host interfaces", () -> host.networks().hostInterfaces());
    all.put("host interface", () -> host.networks().hostInterface("none"));
    all.put("storage capabilities", () -> host.storage().capabilities());
    all.put("storage sources", () -> host.storage().findSources("dir", Optional.empty()));
    all.put("secrets", () -> host.storage().secrets());
    all.put("device events", () -> host.onNodeDeviceEvent(_ -> {}).close());
    all.put("secret events", () -> host.onSecretEvent(_ -> {}).close());
  }

  @Test
  default void whatItsDriverDoesNotHaveIsSaidAndNothingElse() throws LibvirtException {
    Domain domain = define();
    domain.start();
    Set<String> said = new TreeSet<>();
    operations(domain)
        .forEach((name, operation) -> {
          try {
            operation.run();
          } catch (LibvirtException e) {
            if (e.kind() == Kind.UNSUPPORTED) {
              said.add(name);
              assertThat(e).describedAs(name).hasMessageNotContaining("null");
            }
          } catch (Exception e) {
            throw new AssertionError(name, e);
          }
        });
    if (host().libvirtVersion().major() == LISTED_MAJOR) {
      assertThat(said).isEqualTo(new TreeSet<>(unsupported()));
    } else {
      // A driver gains operations from version to version; it never loses one.
      assertThat(unsupported()).containsAll(said);
    }
  }
}
