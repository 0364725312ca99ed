package io.quantix.libvirt.nativelib;

import com.sun.jna.PointerType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a host knows by a UUID and a name. */
abstract class NativeNamed<P extends PointerType> extends NativeObject<P> {
  private final UUID uuid;
  private final String name;

  NativeNamed(NativeSession session, NativeKind.Free<P> free, UUID uuid, String name) {
    super(session, free);
    this.uuid = uuid;
    this.name = name;
  }

  /** Its UUID. */
  public final UUID uuid() {
    return uuid;
  }

  /** Its name. */
  public final String name() {
    return name;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof NativeNamed<?> each
        && each.getClass() == getClass()
        && each.uuid.equals(uuid);
  }

  @Override
  public final int hashCode() {
    return uuid.hashCode();
  }

  @Override
  public final String toString() {
    return name;
  }
}
