package io.quantix.libvirt;

import java.util.UUID;

/** A filter for the traffic of domains' interfaces. */
public interface NetworkFilter {
  /** What it is known by for all its life. */
  UUID uuid();

  /** Its name. */
  String name();

  /** Its XML. */
  String xml() throws LibvirtException;

  /** Removes it. */
  void undefine() throws LibvirtException;
}
