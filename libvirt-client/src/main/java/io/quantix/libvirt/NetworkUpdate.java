package io.quantix.libvirt;

/** What is done to a part of a network (libvirt's virNetworkUpdateCommand). */
public enum NetworkUpdate {
  /** Changes the part that is like the given one. */
  MODIFY(1),
  /** Removes it. */
  DELETE(2),
  /** Adds it as the last. */
  ADD_LAST(3),
  /** Adds it as the first. */
  ADD_FIRST(4);

  private final int number;

  NetworkUpdate(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
