package io.quantix.agent.config;

import java.util.List;

/**
 * What was read.
 *
 * @param config with the default where something is wrong
 * @param problems all that is wrong, in the file's order
 */
public record LoadedConfig(AgentConfig config, List<ConfigProblem> problems) {

  /** Copies the list. */
  public LoadedConfig {
    problems = List.copyOf(problems);
  }

  /** Whether the agent may run with it; with problems it then says so and goes on with defaults. */
  public boolean usable() {
    return problems.stream().noneMatch(ConfigProblem::fatal);
  }
}
