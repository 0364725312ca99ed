package io.quantix.libvirt.nativelib;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.LongByReference;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainMigration;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.MigrateFlag;
import io.quantix.libvirt.MigrateOptions;
import io.quantix.libvirt.rpc.MigrationWait;
import org.libvirt.jna.DomainPointer;

/** The {@link DomainMigration} of a {@link NativeDomain}: libvirt's library leads it. */
record NativeMigration(NativeDomain domain) implements DomainMigration {
  private static final int POST_COPY = 1;

  /** A limit that libvirt tells. */
  @FunctionalInterface
  private interface Limit {
    int read(LibvirtCalls libvirt, DomainPointer domain, LongByReference value);
  }

  @Override
  public Domain to(Connection destination, MigrateOptions options) throws LibvirtException {
    if (!(destination instanceof NativeConnection other)) {
      throw new LibvirtException(
          Kind.UNSUPPORTED,
          0,
          0,
          "moving "
              + domain.name()
              + ": libvirt's library drives this host, but not "
              + destination.uri(),
          "A domain moves between hosts of one kind.");
    }
    NativeParameters typed = new NativeParameters(options.parameters());
    MigrationWait.until(
        domain,
        options,
        _ ->
            domain.withSlow((call, dom) ->
                other
                    .session()
                    .callSlowly(there -> {
                      DomainPointer moved =
                          call.present(
                              call.libvirt()
                                  .virDomainMigrate3(
                                      dom,
                                      there.connection(),
                                      typed.pointer(),
                                      typed.count(),
                                      bits(options)));
                      return call.libvirt().virDomainFree(moved);
                    })));
    return other.domain(domain.uuid());
  }

  @Override
  public void peerToPeer(String destination, MigrateOptions options) throws LibvirtException {
    NativeParameters typed = new NativeParameters(options.parameters());
    int bits = bits(options) | MigrateFlag.PEER_TO_PEER.bit();
    MigrationWait.until(
        domain,
        options,
        _ ->
            domain.withSlow((call, dom) ->
                call.check(
                    call.libvirt()
                        .virDomainMigrateToURI3(
                            dom, destination, typed.pointer(), typed.count(), bits))));
  }

  private static int bits(MigrateOptions options) {
    return NativeCall.bits(MigrateFlag::bit, options.flags().toArray(MigrateFlag[]::new));
  }

  private long read(Limit limit) throws LibvirtException {
    return domain.with((call, dom) -> {
      LongByReference value = new LongByReference();
      call.check(limit.read(call.libvirt(), dom, value));
      return value.getValue();
    });
  }

  private void setMaxSpeed(long mibPerSecond, int flags) throws LibvirtException {
    domain.run((libvirt, dom) ->
        libvirt.virDomainMigrateSetMaxSpeed(dom, new NativeLong(mibPerSecond), flags));
  }

  @Override
  public void setMaxSpeed(long mibPerSecond) throws LibvirtException {
    setMaxSpeed(mibPerSecond, 0);
  }

  @Override
  public long maxSpeed() throws LibvirtException {
    return read((libvirt, dom, value) -> libvirt.virDomainMigrateGetMaxSpeed(dom, value, 0));
  }

  @Override
  public void setMaxPostCopySpeed(long mibPerSecond) throws LibvirtException {
    setMaxSpeed(mibPerSecond, POST_COPY);
  }

  @Override
  public long maxPostCopySpeed() throws LibvirtException {
    return read(
        (libvirt, dom, value) -> libvirt.virDomainMigrateGetMaxSpeed(dom, value, POST_COPY));
  }

  @Override
  public void setMaxDowntime(long millis) throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainMigrateSetMaxDowntime(dom, millis, 0));
  }

  @Override
  public long maxDowntime() throws LibvirtException {
    return read((libvirt, dom, value) -> libvirt.virDomainMigrateGetMaxDowntime(dom, value, 0));
  }

  @Override
  public void setCompressionCache(long bytes) throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainMigrateSetCompressionCache(dom, bytes, 0));
  }

  @Override
  public long compressionCache() throws LibvirtException {
    return read(
        (libvirt, dom, value) -> libvirt.virDomainMigrateGetCompressionCache(dom, value, 0));
  }

  @Override
  public void startPostCopy() throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainMigrateStartPostCopy(dom, 0));
  }
}
