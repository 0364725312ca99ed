package io.quantix.libvirt.nativelib;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.LongByReference;
import io.quantix.libvirt.DomainMigration;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.MigrateFlag;
import java.util.Map;
import java.util.Optional;

/** The {@link DomainMigration} of a {@link NativeDomain}. */
record NativeMigration(NativeDomain domain) implements DomainMigration {
  @Override
  public void toUri(Optional<String> destination, Map<String, ?> parameters, MigrateFlag... flags)
      throws LibvirtException {
    int bits = NativeCall.bits(MigrateFlag::bit, flags);
    NativeParameters typed = new NativeParameters(parameters);
    domain.runSlowly((libvirt, dom) ->
        libvirt.virDomainMigrateToURI3(
            dom, destination.orElse(null), typed.pointer(), typed.count(), bits));
  }

  @Override
  public void setMaxSpeed(long bandwidth) throws LibvirtException {
    domain.run(
        (libvirt, dom) -> libvirt.virDomainMigrateSetMaxSpeed(dom, new NativeLong(bandwidth), 0));
  }

  @Override
  public long maxSpeed() throws LibvirtException {
    return domain.with((call, dom) -> {
      LongByReference bandwidth = new LongByReference();
      call.check(call.libvirt().virDomainMigrateGetMaxSpeed(dom, bandwidth, 0));
      return bandwidth.getValue();
    });
  }

  @Override
  public void setMaxDowntime(long millis) throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainMigrateSetMaxDowntime(dom, millis, 0));
  }

  @Override
  public void startPostCopy() throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainMigrateStartPostCopy(dom, 0));
  }
}
