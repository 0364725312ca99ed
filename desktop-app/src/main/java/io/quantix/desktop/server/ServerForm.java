package io.quantix.desktop.server;

import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncProxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the person types about a VNC server, and what is wrong with it. */
final class ServerForm {
  /** Which security types may be used: a choice that people understand. */
  enum Protection {
    /** All types, the safest that the server has first. */
    ANY,
    /** Only those that encrypt and know who the server is. */
    VERIFIED,
    /** Only those that encrypt. */
    ENCRYPTED;

    /** Names of the security types that this allows; empty for all. */
    List<String> names() {
      return this == ANY
          ? List.of()
          : Arrays.stream(VncSecurity.values())
              .filter(type -> ServerForm.allows(this, type))
              .map(Enum::name)
              .toList();
    }

    static Protection of(List<String> names) {
      return Arrays.stream(values())
          .filter(each -> each.names().equals(names))
          .findFirst()
          .orElse(ANY);
    }
  }

  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty address = new SimpleStringProperty("");
  private final StringProperty user = new SimpleStringProperty("");
  private final StringProperty proxy = new SimpleStringProperty("");
  private final ObjectProperty<Protection> protection = new SimpleObjectProperty<>(Protection.ANY);
  private final StringBinding problem =
      Bindings.createStringBinding(this::findProblem, address, proxy);

  /** An empty one, or one with what was saved. */
  ServerForm(Optional<ServerEntry> before) {
    before.ifPresent(entry -> {
      name.set(entry.name());
      address.set(entry.address());
      user.set(entry.user());
      proxy.set(entry.proxy());
      protection.set(Protection.of(entry.security()));
    });
  }

  private static boolean allows(Protection protection, VncSecurity type) {
    String name = type.name();
    boolean verified = name.contains("X509") || name.startsWith("RA") || name.contains("RSA");
    boolean anonymous = name.contains("TLS");
    return protection == Protection.VERIFIED ? verified : verified || anonymous;
  }

  StringProperty nameProperty() {
    return name;
  }

  StringProperty addressProperty() {
    return address;
  }

  StringProperty userProperty() {
    return user;
  }

  StringProperty proxyProperty() {
    return proxy;
  }

  ObjectProperty<Protection> protectionProperty() {
    return protection;
  }

  /** What is wrong, a sentence; empty if nothing is, or nothing has been typed yet. */
  StringBinding problemProperty() {
    return problem;
  }

  /** Whether it can be saved. */
  boolean isComplete() {
    return !address.get().isBlank() && problem.get().isEmpty();
  }

  private String findProblem() {
    try {
      if (!address.get().isBlank()) {
        VncAddress parsed = VncAddress.parse(address.get());
        if (parsed.kind() == VncAddress.Kind.UNIX && !proxy.get().isBlank()) {
          return Texts.text("app.server.no-proxy-to-socket");
        }
      }
      if (!proxy.get().isBlank()) {
        VncProxy.parse(proxy.get().strip());
      }
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What is to be saved; a user or proxy inside the address goes into its own place. */
  ServerEntry entry() {
    VncAddress parsed = VncAddress.parse(address.get());
    String way = proxy.get().strip();
    if (way.isEmpty()) {
      way = parsed.proxy().map(VncProxy::toString).orElse("");
    }
    VncAddress plain = parsed.withUser("").withoutProxy();
    return new ServerEntry(
        name.get().isBlank() ? plain.peer() : name.get().strip(),
        plain.toString(),
        user.get().isBlank() ? parsed.user() : user.get().strip(),
        protection.get().names(),
        way);
  }
}
