/** Interactive terminals. */
package io.quantix.agent.terminal;
