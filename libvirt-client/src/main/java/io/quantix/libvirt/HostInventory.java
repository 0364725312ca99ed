package io.quantix.libvirt;

import java.util.List;

/**
 * All domains of a host, as they were at one time.
 *
 * @param domains what a list shows of each
 * @param statistics what each uses; empty if the driver has no bulk statistics
 */
public record HostInventory(List<DomainSummary> domains, List<DomainStats> statistics) {}
