package io.quantix.agent.policy;

import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.util.List;

/**
 * Where the host may have connections made to from within the guest. Hosts are compared as they are
 * written, after {@code localhost} and an empty one have become {@code 127.0.0.1}: a name that some
 * server resolves cannot stand for an address that is allowed.
 */
public final class ForwardPolicy {
  private final List<String> targets;

  /** As configured. */
  public ForwardPolicy(AgentConfig.Security security) {
    targets = security.portForwardTargets();
  }

  /** Whether any connection may be made at all. */
  public boolean allowsAny() {
    return !targets.isEmpty();
  }

  /**
   * Whether a connection may be made.
   *
   * @return the host to connect to
   */
  public String allow(String host, int port) throws AgentException {
    String name = host.isEmpty() || host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host;
    if (port < 1 || port > 65_535) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST, "A port is a number from 1 to 65535", "port");
    }
    String written = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    for (String target : targets) {
      int colon = target.lastIndexOf(':');
      String allowedPort = target.substring(colon + 1);
      if (target.substring(0, colon).equalsIgnoreCase(written)
          && (allowedPort.equals("*") || allowedPort.equals(Integer.toString(port)))) {
        return name;
      }
    }
    throw new AgentException(
        ErrorCode.FEATURE_DISABLED,
        "The policy of this guest does not let connections be made to there",
        written + ":" + port,
        "The owner of the guest can name it in security.port_forward_targets",
        null);
  }
}
