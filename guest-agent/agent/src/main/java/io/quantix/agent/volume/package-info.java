/** Disks that have grown on the host: partitions and file systems follow. */
package io.quantix.agent.volume;
