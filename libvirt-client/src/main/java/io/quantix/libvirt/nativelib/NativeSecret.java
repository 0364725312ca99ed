package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Secret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.SizeTByReference;

/** A {@link Secret} of a {@link NativeConnection}. */
final class NativeSecret extends NativeObject<SecretPointer> implements Secret {
  static final NativeKind<SecretPointer, Secret> KIND =
      new NativeKind<>(SecretPointer::new, LibvirtCalls::virSecretFree, NativeSecret::new);
  private static final int MOST_BYTES = 65_536;

  private final UUID uuid;
  private final int usageType;
  private final String usageId;

  private NativeSecret(NativeCall call, SecretPointer pointer) {
    super(call.session(), LibvirtCalls::virSecretFree);
    this.uuid = Uuids.read(bytes -> call.libvirt().virSecretGetUUID(pointer, bytes));
    this.usageType = call.libvirt().virSecretGetUsageType(pointer);
    this.usageId = call.libvirt().virSecretGetUsageID(pointer);
  }

  @Override
  @Nullable SecretPointer find(NativeCall call) {
    return call.libvirt().virSecretLookupByUUID(call.connection(), Uuids.bytes(uuid));
  }

  @Override
  public UUID uuid() {
    return uuid;
  }

  @Override
  public int usageType() {
    return usageType;
  }

  @Override
  public String usageId() {
    return usageId;
  }

  @Override
  public String xml() throws LibvirtException {
    return text((libvirt, secret) -> libvirt.virSecretGetXMLDesc(secret, 0));
  }

  @Override
  public void setValue(byte[] value) throws LibvirtException {
    if (value.length > MOST_BYTES) {
      throw new LibvirtException(
          Kind.INVALID_ARGUMENT,
          0,
          0,
          "a secret of " + value.length + " bytes is more than libvirt takes: " + MOST_BYTES,
          "");
    }
    run((libvirt, secret) -> libvirt.virSecretSetValue(secret, value, new SizeT(value.length), 0));
  }

  @Override
  public byte[] value() throws LibvirtException {
    return with((call, secret) -> {
      SizeTByReference size = new SizeTByReference();
      Pointer value = call.present(call.libvirt().virSecretGetValue(secret, size, 0));
      try {
        byte[] bytes = value.getByteArray(0, (int) size.getValue());
        value.clear(size.getValue());
        return bytes;
      } finally {
        call.free(value);
      }
    });
  }

  @Override
  public void undefine() throws LibvirtException {
    run(LibvirtCalls::virSecretUndefine);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret each && each.uuid().equals(uuid);
  }

  @Override
  public int hashCode() {
    return uuid.hashCode();
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
