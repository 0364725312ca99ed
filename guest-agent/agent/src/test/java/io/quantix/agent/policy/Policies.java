package io.quantix.agent.policy;

import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.config.ConfigReader;
import io.quantix.agent.config.LoadedConfig;
import io.quantix.agent.config.Places;
import java.util.Map;

/** Policies out of what an owner would write. */
public final class Policies {
  private Policies() {}

  /** The security section with these lines, without indentation, in it. */
  public static AgentConfig.Security of(String lines) {
    LoadedConfig loaded =
        new ConfigReader(Places.LINUX).read("security:\n" + lines.indent(2), Map.of());
    if (!loaded.problems().isEmpty()) {
      throw new IllegalArgumentException(loaded.problems().toString());
    }
    return loaded.config().security();
  }
}
