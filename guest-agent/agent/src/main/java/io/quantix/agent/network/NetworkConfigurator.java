package io.quantix.agent.network;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Configures an interface through what configures networks in this guest: netplan where it has
 * files, else NetworkManager, systemd-networkd or ifupdown, whichever runs. A file that was written
 * and then not taken is put back as it was.
 */
public final class NetworkConfigurator {
  /** Why no network can be configured, where that is so. */
  public static final String NO_BACKEND =
      "This guest runs none of netplan, NetworkManager, systemd-networkd and ifupdown";

  private static final String NETPLAN = "netplan";
  private static final String NETWORK_MANAGER = "NetworkManager";
  private static final String NETWORKD = "systemd-networkd";
  private static final String IFUPDOWN = "ifupdown";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final SystemFiles files;
  private final Programs programs;

  /** Of a system. */
  public NetworkConfigurator(SystemFiles files, Programs programs) {
    this.files = files;
    this.programs = programs;
  }

  /**
   * What was done.
   *
   * @param backend {@code netplan}, {@code NetworkManager}, {@code systemd-networkd}, {@code
   *     ifupdown}
   * @param file that was written; empty where the backend keeps its own
   */
  public record Configured(String backend, String file) {}

  /** What configures networks here, if anything does that is known. */
  public Optional<String> backend() {
    if (programs.find("netplan").isPresent() && hasNetplanFiles()) {
      return Optional.of(NETPLAN);
    }
    if (programs.find("nmcli").isPresent() && files.exists("run/NetworkManager")) {
      return Optional.of(NETWORK_MANAGER);
    }
    if (programs.find("networkctl").isPresent() && files.exists("run/systemd/netif")) {
      return Optional.of(NETWORKD);
    }
    if (programs.find("ifup").isPresent() && files.exists("etc/network")) {
      return Optional.of(IFUPDOWN);
    }
    return Optional.empty();
  }

  /** Configures an interface and has it take effect. One at a time. */
  public synchronized Configured configure(NetworkRequest request) throws AgentException {
    if (!files.exists("sys/class/net/" + request.name())) {
      throw failed("This guest has no such interface", request.name());
    }
    try {
      return switch (backend().orElse("")) {
        case NETPLAN -> netplan(request);
        case NETWORK_MANAGER -> networkManager(request);
        case NETWORKD -> networkd(request);
        case IFUPDOWN -> ifupdown(request);
        default -> throw failed(NO_BACKEND, request.name());
      };
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.NETWORK_CONFIG_FAILED,
          "The network could not be configured: " + Objects.toString(e.getMessage(), ""),
          e);
    }
  }

  private static AgentException failed(String message, String context) {
    return new AgentException(ErrorCode.NETWORK_CONFIG_FAILED, message, context);
  }

  private boolean hasNetplanFiles() {
    return files.names("etc/netplan").stream().anyMatch(name -> name.endsWith(".yaml"));
  }

  private Configured netplan(NetworkRequest request) throws AgentException, IOException {
    String file = "etc/netplan/90-quantix-" + request.name() + ".yaml";
    Optional<byte[]> before = replace(file, NetworkFiles.netplan(request, ""), "rw-------");
    for (String step : List.of("generate", "apply")) {
      Program.Output output = programs.run(LIMIT, "netplan", step);
      if (!output.ok()) {
        restore(file, before);
        programs.run(LIMIT, "netplan", "apply");
        throw failed("netplan " + step + ": " + output.complaint(), request.name());
      }
    }
    return new Configured(NETPLAN, "/" + file);
  }

  private Configured networkd(NetworkRequest request) throws AgentException, IOException {
    String file = "etc/systemd/network/05-quantix-" + request.name() + ".network";
    Optional<byte[]> before = replace(file, NetworkFiles.networkd(request), "rw-r--r--");
    for (String[] step : new String[][] {{"reload"}, {"reconfigure", request.name()}}) {
      Program.Output output = programs.run(LIMIT, "networkctl", step);
      if (!output.ok()) {
        restore(file, before);
        programs.run(LIMIT, "networkctl", "reload");
        throw failed("networkctl " + step[0] + ": " + output.complaint(), request.name());
      }
    }
    return new Configured(NETWORKD, "/" + file);
  }

  private Configured ifupdown(NetworkRequest request) throws AgentException, IOException {
    String file = "etc/network/interfaces";
    String old = files.exists(file) ? files.text(file) : "";
    // Down by what the file still says.
    programs.run(LIMIT, "ifdown", "--force", request.name());
    Optional<byte[]> before = replace(file, NetworkFiles.interfaces(old, request), "rw-r--r--");
    Program.Output output = programs.run(LIMIT, "ifup", request.name());
    if (!output.ok()) {
      restore(file, before);
      programs.run(LIMIT, "ifup", request.name());
      throw failed("ifup: " + output.complaint(), request.name());
    }
    return new Configured(IFUPDOWN, "/" + file);
  }

  private Configured networkManager(NetworkRequest request) throws AgentException, IOException {
    String name = "quantix-" + request.name();
    boolean known = programs.run("nmcli", "-t", "connection", "show", name).ok();
    List<String> words = new ArrayList<>(List.of("connection", known ? "modify" : "add"));
    if (known) {
      words.add(name);
    } else {
      words.addAll(List.of("type", "ethernet", "ifname", request.name(), "con-name", name));
    }
    words.addAll(List.of("connection.autoconnect-priority", "100"));
    String family = request.v6() ? "ipv6" : "ipv4";
    if (request.dhcp()) {
      words.addAll(List.of("ipv4.method", "auto", "ipv4.addresses", "", "ipv4.gateway", ""));
    } else {
      words.addAll(
          List.of(
              family + ".method",
              "manual",
              family + ".addresses",
              request.cidr(),
              family + ".gateway",
              request.gateway()));
    }
    List<String> v4 = request.dnsServers().stream().filter(AddressText::isV4).toList();
    List<String> v6 = request.dnsServers().stream().filter(AddressText::isV6).toList();
    words.addAll(List.of("ipv4.dns", String.join(" ", v4), "ipv6.dns", String.join(" ", v6)));
    for (List<String> step : List.of(words, List.of("connection", "up", name))) {
      Program.Output output = programs.run(LIMIT, "nmcli", step.toArray(String[]::new));
      if (!output.ok()) {
        if (!known) {
          programs.run(LIMIT, "nmcli", "connection", "delete", name);
        }
        throw failed("nmcli: " + output.complaint(), request.name());
      }
    }
    return new Configured(NETWORK_MANAGER, "");
  }

  /** Puts a file in its place whole: what was there before. */
  private Optional<byte[]> replace(String file, String text, String mode) throws IOException {
    Path path = files.path(file);
    Optional<byte[]> before = Optional.empty();
    try {
      before = Optional.of(files.bytes(file));
    } catch (NoSuchFileException e) {
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    }
    write(path, text.getBytes(StandardCharsets.UTF_8), mode);
    return before;
  }

  private static void write(Path path, byte[] bytes, String mode) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".quantix-new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, bytes);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void restore(String file, Optional<byte[]> before) throws IOException {
    if (before.isPresent()) {
      write(files.path(file), before.get(), "rw-r--r--");
    } else {
      Files.deleteIfExists(files.path(file));
    }
  }
}
