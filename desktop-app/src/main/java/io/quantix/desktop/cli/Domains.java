package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds the domain that a NAME on the command line means. */
final class Domains {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Domains() {}

  /** By name, and if none has that name and it is a UUID, by UUID. */
  static Domain find(Connection host, String name) throws LibvirtException, CommandFailedException {
    try {
      return host.domain(name);
    } catch (LibvirtException byName) {
      if (byName.kind() != LibvirtException.Kind.NOT_FOUND) {
        throw byName;
      }
      if (UUID_FORM.matcher(name).matches()) {
        try {
          return host.domain(UUID.fromString(name));
        } catch (LibvirtException byUuid) {
          if (byUuid.kind() != LibvirtException.Kind.NOT_FOUND) {
            throw byUuid;
          }
        }
      }
      throw new CommandFailedException(
          Texts.text("cli.error.no-vm", name, host.uri()),
          Texts.text("cli.error.no-vm.hint"),
          byName);
    }
  }
}
