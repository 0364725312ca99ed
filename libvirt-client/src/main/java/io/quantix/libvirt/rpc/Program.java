package io.quantix.libvirt.rpc;

/** A program of libvirt's RPC: a family of procedures with numbers of their own. */
enum Program {
  /** Everything that is the same for all hypervisors (remote_protocol.x). */
  REMOTE(0x20008086),
  /** What only QEMU has (qemu_protocol.x). */
  QEMU(0x20008087);

  private final int number;

  Program(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
