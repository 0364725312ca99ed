package io.quantix.benchmarks;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many SSH connections a host sees for what a manager of machines has open: both of its
 * connections to libvirt, four guests' VNC consoles and a guest agent's channel. Counted where they
 * arrive, in the SSH server's log.
 *
 * <pre>benchmarks/run ssh-connections</pre>
 */
public final class SshConnectionsBenchmark {
  private static final int CONSOLES = 4;
  private static final Pattern VNC = Pattern.compile("<graphics type='vnc' port='([0-9]+)'");

  private SshConnectionsBenchmark() {}

  /** Runs it and prints the row as Markdown. */
  public static void main(String[] args) throws Exception {
    try (LabHost lab = LabHost.create()) {
      lab.start();
      List<LabGuest> guests = new ArrayList<>();
      for (int i = 1; i <= CONSOLES; i++) {
        LabGuest guest = lab.createGuest("quantix-lab-console-" + i, GuestSpec.tiny());
        guest.start();
        guests.add(guest);
      }
      try (SshServer server = SshServer.start(lab)) {
        long opened = connections(server, lab, guests);
        Figures.print(
            "| SSH connections for %d consoles, an agent and RPC | %d | 4 to 8 a console, virt-manager | – | 1 | %s |%n"
                .formatted(CONSOLES, opened, opened == 1 ? "yes" : "**no**"));
      }
    }
  }

  private static long connections(SshServer server, LabHost lab, List<LabGuest> guests)
      throws Exception {
    List<ByteChannel> consoles = new ArrayList<>();
    try (Connection query =
            Libvirt.connect(SshUris.any(server, server.port(), lab), ConnectOptions.defaults());
        Connection work = query.another()) {
      HostTunnel tunnel = query.tunnel().orElseThrow();
      for (LabGuest guest : guests) {
        Matcher port = VNC.matcher(query.domain(guest.uuid()).xml());
        if (!port.find()) {
          throw new IOException(guest.name() + " has no VNC port");
        }
        ByteChannel console = tunnel.tcp("127.0.0.1", Integer.parseInt(port.group(1)));
        consoles.add(console);
        ByteBuffer greeting = ByteBuffer.allocate(12);
        while (greeting.hasRemaining() && console.read(greeting) >= 0) {
          // until it has said its version
        }
        String version = new String(greeting.array(), StandardCharsets.US_ASCII);
        if (!version.startsWith("RFB ")) {
          throw new IOException(guest.name() + " greets with " + version);
        }
      }
      Domain agents = work.domain(guests.getFirst().uuid());
      try (LibvirtStream agent =
          agents.openChannel(Optional.of("org.limiquantix.agent.0"), false)) {
        agent.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.US_ASCII)));
        query.hostname();
        return Pattern.compile("^Accepted ", Pattern.MULTILINE)
            .matcher(server.log())
            .results()
            .count();
      }
    } finally {
      for (ByteChannel console : consoles) {
        console.close();
      }
    }
  }
}
