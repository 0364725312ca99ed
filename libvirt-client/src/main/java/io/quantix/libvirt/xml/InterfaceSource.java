package io.quantix.libvirt.xml;

/** What a network interface is plugged into. */
public sealed interface InterfaceSource {
  /** The interface's type in the XML, {@code network}. */
  String type();

  /** One of libvirt's networks. */
  record Network(String name) implements InterfaceSource {
    /** Makes one of a name. */
    public Network {
      XmlValues.filled(name, "a network's name");
    }

    @Override
    public String type() {
      return "network";
    }
  }

  /** A bridge of the host. */
  record Bridge(String name) implements InterfaceSource {
    /** Makes one of a name. */
    public Bridge {
      XmlValues.filled(name, "a bridge's name");
    }

    @Override
    public String type() {
      return "bridge";
    }
  }

  /**
   * A device of the host, shared.
   *
   * @param mode {@code bridge}, {@code vepa}, {@code private}, {@code passthrough}
   */
  record Direct(String device, String mode) implements InterfaceSource {
    /** Makes one of a device and a mode. */
    public Direct {
      XmlValues.filled(device, "a device's name");
      XmlValues.filled(mode, "a mode");
    }

    @Override
    public String type() {
      return "direct";
    }
  }

  /** The hypervisor's own network of a user's process; nothing can reach the guest. */
  record User() implements InterfaceSource {
    @Override
    public String type() {
      return "user";
    }
  }

  /** One of a type that this version only shows. */
  record Other(String type) implements InterfaceSource {}
}
