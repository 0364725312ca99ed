package io.quantix.desktop.guest;

import io.quantix.desktop.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The ways by which the agent comes into a guest. */
enum AgentInstall {
  /** By hand, with the package in the guest. */
  COMMAND {
    @Override
    String text() {
      return "sudo dpkg -i quantix-agent_amd64.deb || sudo rpm -U quantix-agent.x86_64.rpm";
    }
  },
  /** At a new VM's first start. */
  CLOUD_INIT {
    // The packages' own, so that both are one.
    @Override
    String text() {
      try (InputStream in = AgentInstall.class.getResourceAsStream("quantix-agent.yaml")) {
        if (in == null) {
          throw new IllegalStateException("the program lacks its cloud-init data");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  /** What to type. */
  abstract String text();

  /** What it is, and where to type it. */
  String words() {
    return Texts.text("guest.install." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
