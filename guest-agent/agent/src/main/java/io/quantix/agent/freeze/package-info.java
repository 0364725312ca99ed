/** Holds file systems still while the host takes a snapshot, and lets them go in any case. */
package io.quantix.agent.freeze;
