package io.quantix.libvirt.nativelib;

import com.sun.jna.ptr.IntByReference;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.DestroyFlag;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainInfo;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.DomainStateReason;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.SaveFlag;
import io.quantix.libvirt.Screenshot;
import io.quantix.libvirt.ShutdownMode;
import io.quantix.libvirt.StartFlag;
import io.quantix.libvirt.UndefineFlag;
import io.quantix.libvirt.XmlFlag;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virDomainInfo;

/** What every domain of a {@link NativeConnection} is and goes through: identity, state, life. */
abstract class NativeDomainLife extends NativeObject<DomainPointer> implements Domain {
  final NativeConnection connection;
  private final UUID uuid;
  private final String name;
  private final int id;

  NativeDomainLife(NativeConnection connection, NativeCall call, DomainPointer pointer) {
    super(connection.session(), LibvirtCalls::virDomainFree);
    this.connection = connection;
    this.uuid = Uuids.read(bytes -> call.libvirt().virDomainGetUUID(pointer, bytes));
    this.name = call.libvirt().virDomainGetName(pointer);
    this.id = call.libvirt().virDomainGetID(pointer);
  }

  @Override
  @Nullable DomainPointer find(NativeCall call) {
    return call.libvirt().virDomainLookupByUUID(call.connection(), Uuids.bytes(uuid));
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public UUID uuid() {
    return uuid;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalInt id() {
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public DomainStateReason state() throws LibvirtException {
    return with(NativeDomainLife::state);
  }

  static DomainStateReason state(NativeCall call, DomainPointer domain) throws LibvirtException {
    IntByReference state = new IntByReference();
    IntByReference reason = new IntByReference();
    call.check(call.libvirt().virDomainGetState(domain, state, reason, 0));
    return new DomainStateReason(DomainState.of(state.getValue()), reason.getValue());
  }

  @Override
  public DomainSummary summary() throws LibvirtException {
    return with((call, domain) -> {
      boolean persistent = call.isTrue(call.libvirt().virDomainIsPersistent(domain));
      IntByReference starts = new IntByReference();
      return new DomainSummary(
          new NativeDomain(connection, call, domain),
          state(call, domain),
          persistent,
          persistent
              && ifSupported(() -> {
                call.check(call.libvirt().virDomainGetAutostart(domain, starts));
                return starts.getValue() != 0;
              }),
          persistent
              && ifSupported(
                  () -> call.isTrue(call.libvirt().virDomainHasManagedSaveImage(domain, 0))),
          call.text(call.libvirt().virDomainGetXMLDesc(domain, 0)));
    });
  }

  private static boolean ifSupported(NativeTask.Work<Boolean> question) throws LibvirtException {
    try {
      return question.run();
    } catch (LibvirtException e) {
      if (e.kind() == Kind.UNSUPPORTED) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public DomainInfo info() throws LibvirtException {
    return with((call, domain) -> {
      virDomainInfo info = new virDomainInfo();
      call.check(call.libvirt().virDomainGetInfo(domain, info));
      return new DomainInfo(
          DomainState.of(info.state),
          info.maxMem.longValue(),
          info.memory.longValue(),
          Short.toUnsignedInt(info.nrVirtCpu),
          info.cpuTime);
    });
  }

  @Override
  public String xml(XmlFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(XmlFlag::bit, flags);
    return text((libvirt, domain) -> libvirt.virDomainGetXMLDesc(domain, bits));
  }

  @Override
  public void start(StartFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(StartFlag::bit, flags);
    // Reading a managed save back takes as long as writing it did.
    runSlowly((libvirt, domain) -> libvirt.virDomainCreateWithFlags(domain, bits));
  }

  @Override
  public void shutdown(ShutdownMode... modes) throws LibvirtException {
    int bits = NativeCall.bits(ShutdownMode::bit, modes);
    // Some drivers have only the function without flags.
    run((libvirt, domain) ->
        bits == 0
            ? libvirt.virDomainShutdown(domain)
            : libvirt.virDomainShutdownFlags(domain, bits));
  }

  @Override
  public void reboot(ShutdownMode... modes) throws LibvirtException {
    int bits = NativeCall.bits(ShutdownMode::bit, modes);
    run((libvirt, domain) -> libvirt.virDomainReboot(domain, bits));
  }

  @Override
  public void reset() throws LibvirtException {
    run((libvirt, domain) -> libvirt.virDomainReset(domain, 0));
  }

  @Override
  public void destroy(DestroyFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(DestroyFlag::bit, flags);
    run((libvirt, domain) ->
        bits == 0 ? libvirt.virDomainDestroy(domain) : libvirt.virDomainDestroyFlags(domain, bits));
  }

  @Override
  public void suspend() throws LibvirtException {
    run(LibvirtCalls::virDomainSuspend);
  }

  @Override
  public void resume() throws LibvirtException {
    run(LibvirtCalls::virDomainResume);
  }

  @Override
  public void managedSave(SaveFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(SaveFlag::bit, flags);
    runSlowly((libvirt, domain) -> libvirt.virDomainManagedSave(domain, bits));
  }

  @Override
  public boolean hasManagedSave() throws LibvirtException {
    return isTrue((libvirt, domain) -> libvirt.virDomainHasManagedSaveImage(domain, 0));
  }

  @Override
  public void removeManagedSave() throws LibvirtException {
    run((libvirt, domain) -> libvirt.virDomainManagedSaveRemove(domain, 0));
  }

  @Override
  public void undefine(UndefineFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(UndefineFlag::bit, flags);
    run((libvirt, domain) ->
        bits == 0
            ? libvirt.virDomainUndefine(domain)
            : libvirt.virDomainUndefineFlags(domain, bits));
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return flag(LibvirtCalls::virDomainGetAutostart);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    run((libvirt, domain) -> libvirt.virDomainSetAutostart(domain, value ? 1 : 0));
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(LibvirtCalls::virDomainIsPersistent);
  }

  @Override
  public boolean isUpdated() throws LibvirtException {
    return isTrue(LibvirtCalls::virDomainIsUpdated);
  }

  @Override
  public Screenshot screenshot(int screen) throws LibvirtException {
    return NativeScreenshot.take(this, screen);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Domain domain && domain.uuid().equals(uuid);
  }

  @Override
  public int hashCode() {
    return uuid.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
