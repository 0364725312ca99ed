package io.quantix.lab;

import java.nio.file.Path;
import java.util.UUID;

/** libvirt's description of the lab's domains. */
final class GuestXml {
  private static final String QEMU_AGENT =
      """
          <channel type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
          <channel type='unix'>
            <target type='virtio' name='%s'/>
          </channel>
      """
          .formatted(GuestSpec.QEMU_AGENT_CHANNEL);

  private GuestXml() {}

  /** A guest that boots the lab's Linux from {@code host/guest}. */
  static String guest(String name, UUID uuid, GuestSpec spec, String type, Path base) {
    Path guest = base.resolve("guest");
    String words =
        "console=ttyS0 quiet panic=-1 lab.name=%s lab.memory=%d lab.glyphs=%d lab.agent=%d lab.qemu-agent=%d %s"
            .formatted(
                name,
                spec.memoryMib(),
                spec.glyphs() ? 1 : 0,
                spec.agent() ? 1 : 0,
                spec.qemuAgent() ? 1 : 0,
                LabFiles.text(guest.resolve("video")).strip());
    return """
    <domain type='%s'>
      <name>%s</name>
      <uuid>%s</uuid>
      <title>Quantix lab guest</title>
      <memory unit='MiB'>%d</memory>
      <vcpu>%d</vcpu>
      <os>
        <type arch='x86_64' machine='pc'>hvm</type>
        <kernel>%s</kernel>
        <initrd>%s</initrd>
        <cmdline>%s</cmdline>
      </os>
      <features><acpi/></features>
      <clock offset='utc'/>
      <on_poweroff>destroy</on_poweroff>
      <on_reboot>restart</on_reboot>
      <on_crash>destroy</on_crash>
      <devices>
        <emulator>/usr/bin/qemu-system-x86_64</emulator>
        <controller type='usb' model='none'/>
        <controller type='virtio-serial' index='0'/>
        <serial type='pty'>
          <log file='%s' append='off'/>
          <target port='0'/>
        </serial>
        <console type='pty'><target type='serial' port='0'/></console>
        <channel type='unix'>
          <target type='virtio' name='org.limiquantix.agent.0'/>
        </channel>
    %s%s    <memballoon model='none'/>
      </devices>
    </domain>
    """
        .formatted(
            type,
            name,
            uuid,
            spec.memoryMib(),
            spec.vcpus(),
            guest.resolve("kernel"),
            guest.resolve(spec.agent() || spec.qemuAgent() ? "initrd-agent" : "initrd"),
            words,
            serialLog(base, name),
            spec.qemuAgent() ? QEMU_AGENT : "",
            spec.graphics() ? screen(name, spec, base) : "");
  }

  private static String screen(String name, GuestSpec spec, Path base) {
    String password = spec.vncPassword().map(word -> " passwd='" + escape(word) + "'").orElse("");
    String where =
        spec.vncOnSocket()
            ? "<listen type='socket' socket='" + base.resolve("files/" + name + ".vnc") + "'/>"
            : "<listen type='address' address='127.0.0.1'/>";
    return """
        <input type='keyboard' bus='ps2'/>
        <graphics type='vnc'%s%s>%s</graphics>
        <video>
          <model type='vga' vram='16384' heads='1'><resolution x='1280' y='800'/></model>
        </video>
    """
        .formatted(spec.vncOnSocket() ? "" : " port='-1' autoport='yes'", password, where);
  }

  static Path serialLog(Path base, String name) {
    return base.resolve("files/" + name + ".serial");
  }

  /** One of many: it is there to be listed, and would stop at the firmware if started. */
  static String listed(String name, String type) {
    return """
    <domain type='%s'>
      <name>%s</name>
      <memory unit='MiB'>%d</memory>
      <vcpu>%d</vcpu>
      <os><type arch='x86_64'%s>hvm</type></os>
      <features><acpi/></features>
      <devices>
        <controller type='usb' model='none'/>
        <graphics type='vnc' port='-1' autoport='yes'/>
        <video><model type='vga'/></video>
        <memballoon model='none'/>
      </devices>
    </domain>
    """
        .formatted(
            type,
            name,
            32 << Math.floorMod(name.hashCode(), 5),
            1 + Math.floorMod(name.hashCode(), 4),
            type.equals("test") ? "" : " machine='pc'");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("'", "&apos;").replace("<", "&lt;");
  }
}
