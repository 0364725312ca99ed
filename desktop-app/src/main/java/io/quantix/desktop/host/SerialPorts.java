package io.quantix.desktop.host;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.xml.DomainDescription;
import io.quantix.libvirt.xml.DomainDescription.Serial;
import java.nio.channels.ByteChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The serial ports and consoles of a domain, and what goes through them. */
final class SerialPorts {
  // What QEMU's driver can open as a stream; a port that goes to a file or a network does not.
  private static final Set<String> OPENED = Set.of("pty", "unix");
  // virErrorNumber, VIR_ERR_OPERATION_FAILED: of a console it says that another client has it.
  private static final int OPERATION_FAILED = 9;

  private SerialPorts() {}

  static List<SerialPort> of(Domain domain) throws LibvirtException {
    if (!domain.state().state().isActive()) {
      return List.of();
    }
    Map<String, SerialPort> found = new LinkedHashMap<>();
    for (Serial each : DomainDescription.parse(domain.xml()).serials()) {
      if (OPENED.contains(each.type()) && !each.alias().isEmpty()) {
        boolean virtio = each.device().equals("console") && each.target().equals("virtio");
        SerialPort.Kind kind = virtio ? SerialPort.Kind.VIRTIO : SerialPort.Kind.SERIAL;
        // The first serial port comes again as a console.
        found.putIfAbsent(each.alias(), new SerialPort(each.alias(), kind, each.port()));
      }
    }
    return List.copyOf(found.values());
  }

  static ByteChannel open(Domain domain, SerialPort port, boolean takeOver)
      throws LibvirtException {
    try {
      return domain.openConsole(Optional.of(port.alias()), takeOver);
    } catch (LibvirtException e) {
      if (e.code() == OPERATION_FAILED && !takeOver) {
        throw new SerialBusyException(e);
      }
      throw e;
    }
  }
}
