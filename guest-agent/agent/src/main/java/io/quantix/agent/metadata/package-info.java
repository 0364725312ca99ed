/** Words that the host and whoever works in the guest leave for each other. */
package io.quantix.agent.metadata;
