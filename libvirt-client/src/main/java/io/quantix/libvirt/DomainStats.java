package io.quantix.libvirt;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Statistics of one domain: libvirt's typed parameters by name, {@code cpu.time}, {@code
 * balloon.current}, {@code block.0.rd.bytes}. Each is optional: which there are depends on the
 * hypervisor, its version and the domain's state.
 *
 * @param domain whose they are
 * @param values Integer, Long (unsigned too), Double, Boolean or String by libvirt's name
 */
public record DomainStats(Domain domain, Map<String, Object> values) {
  /** A whole number, or empty if it is not there. */
  public OptionalLong number(String field) {
    return values.get(field) instanceof Number n
        ? OptionalLong.of(n.longValue())
        : OptionalLong.empty();
  }
}
