package io.quantix.libvirt.xml;

/** Where a disk's content is. */
public sealed interface DiskSource {
  /** The disk's type in the XML, {@code file}. */
  String type();

  /** An image file on the host. */
  record File(String path) implements DiskSource {
    /** Makes one of a path. */
    public File {
      XmlValues.filled(path, "a disk's path");
    }

    @Override
    public String type() {
      return "file";
    }
  }

  /** A block device of the host, {@code /dev/vg/web}. */
  record Block(String device) implements DiskSource {
    /** Makes one of a path. */
    public Block {
      XmlValues.filled(device, "a disk's device");
    }

    @Override
    public String type() {
      return "block";
    }
  }

  /** A volume of a storage pool. */
  record Volume(String pool, String volume) implements DiskSource {
    /** Makes one of two names. */
    public Volume {
      XmlValues.filled(pool, "a disk's pool");
      XmlValues.filled(volume, "a disk's volume");
    }

    @Override
    public String type() {
      return "volume";
    }
  }

  /**
   * Storage reached over the network; its hosts stand in the XML and stay there.
   *
   * @param protocol {@code rbd}, {@code iscsi}, {@code nbd}, {@code https}, ...
   * @param name the image there; empty if the protocol needs none
   */
  record Network(String protocol, String name) implements DiskSource {
    /** Makes one of a protocol and a name. */
    public Network {
      XmlValues.filled(protocol, "a disk's protocol");
    }

    @Override
    public String type() {
      return "network";
    }
  }

  /** One of a type that this version only shows. */
  record Other(String type) implements DiskSource {}
}
