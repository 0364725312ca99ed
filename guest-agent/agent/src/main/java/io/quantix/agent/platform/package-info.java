/** What the agent does in its guest, whatever the guest runs. */
package io.quantix.agent.platform;
