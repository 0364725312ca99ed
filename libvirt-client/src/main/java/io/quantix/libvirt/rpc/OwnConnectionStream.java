package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A stream with a connection of its own, which ends with it. */
record OwnConnectionStream(RemoteConnection connection, RpcStream stream) implements LibvirtStream {
  @Override
  public int read(ByteBuffer into) throws IOException {
    return stream.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return stream.write(from);
  }

  @Override
  public long skipHole() throws IOException {
    return stream.skipHole();
  }

  @Override
  public void writeHole(long bytes) throws IOException {
    stream.writeHole(bytes);
  }

  @Override
  public void finish() throws LibvirtException {
    stream.finish();
  }

  @Override
  public boolean isOpen() {
    return stream.isOpen();
  }

  @Override
  public void close() {
    stream.close();
    connection.close();
  }
}
