/** The agent's own update: a signed package that a host sends, and the way back from it. */
package io.quantix.agent.update;
