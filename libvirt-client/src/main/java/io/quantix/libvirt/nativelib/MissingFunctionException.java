package io.quantix.libvirt.nativelib;

/** A function that this machine's libvirt does not have; it came with a later version. */
final class MissingFunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one for a function of libvirt's. */
  MissingFunctionException(String function, UnsatisfiedLinkError cause) {
    super(function, cause);
  }
}
