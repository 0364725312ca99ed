package io.quantix.desktop.host;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.UndefineFlag;
import java.util.List;

/** Removes a domain's definition with all that libvirt keeps beside it. */
final class Undefine {
  // From all that a new libvirt knows to what every one knows.
  private static final List<UndefineFlag[]> ATTEMPTS =
      List.of(
          new UndefineFlag[] {
            UndefineFlag.MANAGED_SAVE,
            UndefineFlag.SNAPSHOTS_METADATA,
            UndefineFlag.CHECKPOINTS_METADATA,
            UndefineFlag.NVRAM,
            UndefineFlag.TPM
          },
          new UndefineFlag[] {
            UndefineFlag.MANAGED_SAVE,
            UndefineFlag.SNAPSHOTS_METADATA,
            UndefineFlag.CHECKPOINTS_METADATA,
            UndefineFlag.NVRAM
          },
          new UndefineFlag[] {UndefineFlag.MANAGED_SAVE, UndefineFlag.SNAPSHOTS_METADATA},
          new UndefineFlag[] {});

  private Undefine() {}

  static void undefine(Domain domain) throws LibvirtException {
    for (int i = 0; i < ATTEMPTS.size(); i++) {
      try {
        domain.undefine(ATTEMPTS.get(i));
        return;
      } catch (LibvirtException e) {
        boolean flagsNotKnown =
            e.kind() == LibvirtException.Kind.INVALID_ARGUMENT
                || e.kind() == LibvirtException.Kind.UNSUPPORTED;
        if (!flagsNotKnown || i == ATTEMPTS.size() - 1) {
          throw e;
        }
      }
    }
  }
}
