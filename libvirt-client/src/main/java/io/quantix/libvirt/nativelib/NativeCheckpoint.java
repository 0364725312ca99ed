package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.Checkpoint;
import io.quantix.libvirt.CheckpointDeleteFlag;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainCheckpointPointer;

/** A {@link Checkpoint} of a {@link NativeDomain}. */
final class NativeCheckpoint extends NativeObject<DomainCheckpointPointer> implements Checkpoint {
  private final NativeDomain domain;
  private final String name;

  private NativeCheckpoint(NativeDomain domain, String name) {
    super(domain.session, LibvirtCalls::virDomainCheckpointFree);
    this.domain = domain;
    this.name = name;
  }

  static NativeKind<DomainCheckpointPointer, Checkpoint> kind(NativeDomain domain) {
    return new NativeKind<>(
        DomainCheckpointPointer::new,
        LibvirtCalls::virDomainCheckpointFree,
        (call, pointer) ->
            new NativeCheckpoint(
                domain, call.present(call.libvirt().virDomainCheckpointGetName(pointer))));
  }

  @Override
  @Nullable DomainCheckpointPointer find(NativeCall call) throws LibvirtException {
    return domain.using(
        call,
        (_, pointer) ->
            call.present(call.libvirt().virDomainCheckpointLookupByName(pointer, name, 0)));
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
  public String xml() throws LibvirtException {
    return text((libvirt, checkpoint) -> libvirt.virDomainCheckpointGetXMLDesc(checkpoint, 0));
  }

  @Override
  public Optional<Checkpoint> parent() throws LibvirtException {
    try {
      return with((call, checkpoint) ->
          Optional.of(
              kind(domain).take(call, call.libvirt().virDomainCheckpointGetParent(checkpoint, 0))));
    } catch (LibvirtException e) {
      return none(e);
    }
  }

  // libvirt tells in one way that there is no parent, and that the one asked is not there.
  private Optional<Checkpoint> none(LibvirtException failure) throws LibvirtException {
    if (failure.kind() != Kind.NOT_FOUND) {
      throw failure;
    }
    var _ = with((_, _) -> true);
    return Optional.empty();
  }

  @Override
  public List<Checkpoint> children() throws LibvirtException {
    return with((call, checkpoint) ->
        kind(domain)
            .takeAll(
                call,
                all -> call.libvirt().virDomainCheckpointListAllChildren(checkpoint, all, 0)));
  }

  @Override
  public void delete(CheckpointDeleteFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(CheckpointDeleteFlag::bit, flags);
    runSlowly((libvirt, checkpoint) -> libvirt.virDomainCheckpointDelete(checkpoint, bits));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checkpoint each
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
