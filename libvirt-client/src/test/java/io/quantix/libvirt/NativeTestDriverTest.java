package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.DomainEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on libvirt's test driver in this process, with no daemon. Its domains are this
 * process's own, so that the witness is libvirt-java in this process instead of virsh.
 */
class NativeTestDriverTest extends ConnectionContract {
  @TempDir Path files;

  @Override
  String uri() {
    return "test:///default";
  }

  @Override
  public String virsh(String... arguments) {
    return LibvirtJava.virsh(uri(), arguments);
  }

  @Override
  public String domainType() {
    return "test";
  }

  private Path hostFile(String domain) throws Exception {
    return Files.writeString(
        files.resolve("node.xml"),
        """
        <node>
          <cpu><model>i686</model><active>4</active><mhz>1000</mhz><nodes>1</nodes>
            <sockets>1</sockets><cores>4</cores><threads>1</threads></cpu>
          <memory>1048576</memory>
          <domain type='test'><name>%s</name><memory>8192</memory><os><type>hvm</type></os></domain>
        </node>
        """
            .formatted(domain));
  }

  @Test
  void aFileIsAHostOfItsOwnThatItsConnectionsShare() throws Exception {
    String uri = "test://" + hostFile("quantix-lab-from-file");
    LinkedBlockingQueue<DomainEvent> seen = new LinkedBlockingQueue<>();
    Connection host = Libvirt.connect(uri, ConnectOptions.defaults());
    try (Connection other = host.another();
        Connection apart = Libvirt.connect(uri, ConnectOptions.defaults());
        Subscription _ = other.onDomainEvent(EnumSet.of(DomainEvent.Kind.LIFECYCLE), seen::add)) {
      assertThat(host.domains()).extracting(Domain::name).containsExactly("quantix-lab-from-file");
      host.domain("quantix-lab-from-file").suspend();
      assertThat(seen.poll(20, TimeUnit.SECONDS).name()).isEqualTo("quantix-lab-from-file");
      host.close();
      assertThat(other.domain("quantix-lab-from-file").state().state())
          .isEqualTo(DomainState.PAUSED);
      assertThat(apart.domain("quantix-lab-from-file").state().state())
          .isEqualTo(DomainState.RUNNING);
    }
  }

  @Test
  void whoMayOnlyReadIsToldSo() throws LibvirtException {
    try (Connection reader = connect(ConnectOptions.defaults().withReadOnly(true))) {
      assertThat(reader.domain("test").state().state()).isEqualTo(DomainState.RUNNING);
      LibvirtException denied =
          catchThrowableOfType(LibvirtException.class, () -> reader.domain("test").suspend());
      assertThat(denied.kind()).isEqualTo(Kind.DENIED);
      assertThat(denied.code()).isEqualTo(29);
      assertThat(denied.domain()).isPositive();
      assertThat(denied.hint()).contains("for reading alone");
    }
  }

  @Test
  void textIsTheSameThereAndBack() throws LibvirtException {
    Domain domain = define();
    domain.setMetadata(
        MetadataType.DESCRIPTION,
        java.util.Optional.of("Größe 東京 \uD83D\uDC27 " + "x".repeat(300_000)),
        "",
        "",
        Impact.CONFIG);
    assertThat(domain.metadata(MetadataType.DESCRIPTION, "", Impact.CONFIG))
        .isEqualTo("Größe 東京 \uD83D\uDC27 " + "x".repeat(300_000));
  }

  @Test
  void snapshotsAreTakenAndGoneBackTo() throws LibvirtException {
    Domain domain = define();
    Snapshot first = domain.createSnapshot("<domainsnapshot><name>a</name></domainsnapshot>");
    Snapshot second = domain.createSnapshot("<domainsnapshot><name>b</name></domainsnapshot>");
    assertThat(second.parent()).contains(first);
    assertThat(first.parent()).isEmpty();
    assertThat(first.children()).containsExactly(second);
    assertThat(domain.currentSnapshot()).contains(second);
    first.revert();
    assertThat(first.isCurrent()).isTrue();
    assertThat(domain.snapshots()).containsExactlyInAnyOrder(first, second);
    second.delete();
    first.delete();
    assertThat(catchThrowableOfType(LibvirtException.class, second::parent).kind())
        .isEqualTo(Kind.NOT_FOUND);
    assertThat(domain.snapshots()).isEmpty();
  }

  @Test
  void whatCannotBeOpenedSaysWhatIsMissing() {
    LibvirtException none =
        catchThrowableOfType(
            LibvirtException.class,
            () -> Libvirt.connect("hyperv://someone@127.0.0.1/", ConnectOptions.defaults()));
    assertThat(none.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(none).hasMessageContaining("libvirt was built without the 'hyperv' driver");
    assertThat(none.hint()).contains("hyperv://");
    LibvirtException file =
        catchThrowableOfType(
            LibvirtException.class,
            () -> Libvirt.connect("test:///nowhere/quantix-lab.xml", ConnectOptions.defaults()));
    assertThat(file).hasMessageContaining("/nowhere/quantix-lab.xml");
    assertThat(file.hint()).contains("test:///default");
  }
}
