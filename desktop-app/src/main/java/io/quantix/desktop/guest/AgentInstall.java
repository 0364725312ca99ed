package io.quantix.desktop.guest;

import io.quantix.desktop.text.Texts;

/** The ways by which the agent comes into a guest. */
enum AgentInstall {
  /** By hand, with the package in the guest. */
  COMMAND(
      """
      sudo apt install ./quantix-agent_*.deb || sudo dnf install ./quantix-agent-*.rpm\
      """),
  /** At a new VM's first start. */
  CLOUD_INIT(
      """
      #cloud-config
      runcmd:
        - mount -o ro /dev/disk/by-label/QUANTIX /mnt
        - sh /mnt/install.sh
        - umount /mnt\
      """);

  private final String text;

  AgentInstall(String text) {
    this.text = text;
  }

  /** What to type. */
  String text() {
    return text;
  }

  /** What it is, and where to type it. */
  String words() {
    return Texts.text(
        "guest.install." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
  }
}
