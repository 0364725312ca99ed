package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images made by qemu-img itself. */
class OwnDisksTest {
  @TempDir Path folder;

  private Path image(String name, String... more) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    List<String> command =
        new java.util.ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
    command.addAll(List.of(more));
    command.add(file.toString());
    if (more.length == 0) {
      command.add("1M");
    }
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return file;
  }

  @Test
  void anImageOfOnesOwnIsDeleted() throws Exception {
    Path own = image("own.qcow2");
    OwnDisks.delete(List.of(own.toString()), List.of(), "vm");
    assertThat(own).doesNotExist();
  }

  @Test
  void anImageThatAnotherIsALayerOverStays() throws Exception {
    Path base = image("base.qcow2");
    Path middle = image("middle.qcow2", "-b", "base.qcow2", "-F", "qcow2");
    Path top = image("top.qcow2", "-b", middle.toString(), "-F", "qcow2");
    assertThat(BackingFile.of(middle)).contains(base);
    assertThatThrownBy(
            () -> OwnDisks.delete(List.of(base.toString()), List.of(top.toString()), "vm"))
        .isInstanceOf(LibvirtException.class)
        .hasMessageContaining("base.qcow2");
    assertThat(base).exists();
  }
}
