package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Snapshot;
import io.quantix.libvirt.SnapshotDeleteFlag;
import io.quantix.libvirt.SnapshotRevertFlag;
import io.quantix.libvirt.XmlFlag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainSnapshotPointer;

/** A {@link Snapshot} of a {@link NativeDomain}. */
final class NativeSnapshot extends NativeObject<DomainSnapshotPointer> implements Snapshot {
  private final NativeDomain domain;
  private final String name;

  private NativeSnapshot(NativeDomain domain, String name) {
    super(domain.session, LibvirtCalls::virDomainSnapshotFree);
    this.domain = domain;
    this.name = name;
  }

  static NativeKind<DomainSnapshotPointer, Snapshot> kind(NativeDomain domain) {
    return new NativeKind<>(
        DomainSnapshotPointer::new,
        LibvirtCalls::virDomainSnapshotFree,
        (call, pointer) ->
            new NativeSnapshot(
                domain, call.present(call.libvirt().virDomainSnapshotGetName(pointer))));
  }

  @Override
  @Nullable DomainSnapshotPointer find(NativeCall call) throws LibvirtException {
    return domain.using(
        call,
        (_, pointer) ->
            call.present(call.libvirt().virDomainSnapshotLookupByName(pointer, name, 0)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public String xml(XmlFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(XmlFlag::bit, flags);
    return text((libvirt, snapshot) -> libvirt.virDomainSnapshotGetXMLDesc(snapshot, bits));
  }

  @Override
  public Optional<Snapshot> parent() throws LibvirtException {
    try {
      return with((call, snapshot) ->
          Optional.of(
              kind(domain).take(call, call.libvirt().virDomainSnapshotGetParent(snapshot, 0))));
    } catch (LibvirtException e) {
      return none(e);
    }
  }

  // libvirt tells in one way that there is no parent, and that the one asked is not there.
  private Optional<Snapshot> none(LibvirtException failure) throws LibvirtException {
    if (failure.kind() != Kind.NOT_FOUND) {
      throw failure;
    }
    var _ = with((_, _) -> true);
    return Optional.empty();
  }

  @Override
  public List<Snapshot> children() throws LibvirtException {
    return with((call, snapshot) ->
        kind(domain)
            .takeAll(
                call, all -> call.libvirt().virDomainSnapshotListAllChildren(snapshot, all, 0)));
  }

  @Override
  public boolean isCurrent() throws LibvirtException {
    return isTrue((libvirt, snapshot) -> libvirt.virDomainSnapshotIsCurrent(snapshot, 0));
  }

  @Override
  public void revert(SnapshotRevertFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(SnapshotRevertFlag::bit, flags);
    runSlowly((libvirt, snapshot) -> libvirt.virDomainRevertToSnapshot(snapshot, bits));
  }

  @Override
  public void delete(SnapshotDeleteFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(SnapshotDeleteFlag::bit, flags);
    runSlowly((libvirt, snapshot) -> libvirt.virDomainSnapshotDelete(snapshot, bits));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Snapshot each
        && each.name().equals(name)
        && each.domain().equals(domain);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + domain.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
