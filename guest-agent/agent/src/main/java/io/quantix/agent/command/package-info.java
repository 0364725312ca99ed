/** Runs commands for the host: as whom, where, for how long, and what comes of them. */
package io.quantix.agent.command;
