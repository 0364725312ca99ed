package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.StoragePoolEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every backend and driver does alike with storage, with virsh as a witness. */
interface StorageContract {
  /** The connection under test. */
  Connection host();

  /** A folder of this test's own, where the daemon may write. */
  Path folder();

  /** Runs virsh on the same daemon. */
  String virsh(String... arguments);

  /** A pool of a folder. */
  default String poolXml(String name) {
    return "<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>"
        .formatted(name, folder().resolve(name));
  }

  /** A raw or qcow2 volume. */
  default String volumeXml(String name, long bytes, String format) {
    return "<volume><name>%s</name><capacity>%d</capacity><target><format type='%s'/></target></volume>"
        .formatted(name, bytes, format);
  }

  @Test
  default void aPoolGoesThroughItsLife() throws Exception {
    LinkedBlockingQueue<StoragePoolEvent.Type> seen = new LinkedBlockingQueue<>();
    String name = "quantix-lab-pool";
    try (Subscription _ =
        host()
            .onStoragePoolEvent(event -> {
              if (event instanceof StoragePoolEvent.Lifecycle life && life.name().equals(name)) {
                seen.add(life.type());
              }
            })) {
      StoragePool pool = host().storage().define(poolXml(name));
      assertThat(pool.isActive()).isFalse();
      assertThat(pool.isPersistent()).isTrue();
      pool.build();
      pool.start();
      assertThat(pool.isActive()).isTrue();
      assertThat(virsh("pool-list", "--name")).contains(name);
      assertThat(pool.info().state()).isEqualTo(PoolState.RUNNING);
      assertThat(pool.info().capacity()).isPositive();
      pool.setAutostart(true);
      assertThat(pool.autostart()).isTrue();
      assertThat(virsh("pool-info", name)).containsPattern("Autostart: +yes");
      pool.refresh();
      assertThat(pool.volumes()).isEmpty();
      assertThat(pool.xml(false)).contains("<name>" + name);
      assertThat(host().storage().pool(name)).isEqualTo(pool);
      assertThat(host().storage().pool(pool.uuid()).name()).isEqualTo(name);
      assertThat(host().storage().pools()).contains(pool);
      virsh("pool-destroy", name);
      assertThat(pool.isActive()).isFalse();
      pool.undefine();
      LibvirtException gone =
          catchThrowableOfType(LibvirtException.class, () -> host().storage().pool(name));
      assertThat(gone.kind()).isEqualTo(Kind.NOT_FOUND);
      List<StoragePoolEvent.Type> order = new ArrayList<>();
      while (!order.contains(StoragePoolEvent.Type.UNDEFINED)) {
        StoragePoolEvent.Type next = seen.poll(20, TimeUnit.SECONDS);
        assertThat(next).describedAs("event after " + order).isNotNull();
        order.add(next);
      }
      assertThat(order)
          .containsSubsequence(
              StoragePoolEvent.Type.DEFINED,
              StoragePoolEvent.Type.STARTED,
              StoragePoolEvent.Type.STOPPED,
              StoragePoolEvent.Type.UNDEFINED);
    }
  }

  @Test
  default void volumesAreMadeClonedAndDeleted() throws LibvirtException {
    StoragePool pool = host().storage().define(poolXml("quantix-lab-volumes"));
    pool.build();
    pool.start();
    try {
      StorageVolume volume = pool.create(volumeXml("quantix-lab-a", 5_000_192, "raw"));
      assertThat(volume.pool()).isEqualTo(pool.name());
      assertThat(volume.info().type()).isEqualTo(VolumeType.FILE);
      assertThat(volume.info().capacity()).isEqualTo(5_000_192);
      assertThat(virsh("vol-list", pool.name())).contains("quantix-lab-a");
      assertThat(host().storage().volume(volume.path())).isEqualTo(volume);
      assertThat(host().storage().poolOf(volume)).isEqualTo(pool);
      StorageVolume copy = pool.clone(volumeXml("quantix-lab-b", 5_000_192, "raw"), volume);
      assertThat(pool.volumes()).containsExactlyInAnyOrder(volume, copy);
      assertThat(pool.volume("quantix-lab-b").xml()).contains("quantix-lab-b");
      copy.delete();
      volume.delete();
      assertThat(pool.volumes()).isEmpty();
    } finally {
      pool.destroy();
      pool.undefine();
    }
  }

  @Test
  default void whatIsNotThereIsSaidToBeMissing() {
    assertThat(
            catchThrowableOfType(
                    LibvirtException.class, () -> host().storage().pool(new UUID(3, 4)))
                .kind())
        .isEqualTo(Kind.NOT_FOUND);
    assertThat(
            catchThrowableOfType(
                    LibvirtException.class, () -> host().storage().volume("/nowhere/quantix-lab"))
                .kind())
        .isEqualTo(Kind.NOT_FOUND);
  }
}
