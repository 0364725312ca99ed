/** What the guest's owner lets the host do: commands, paths, how often. */
package io.quantix.agent.policy;
