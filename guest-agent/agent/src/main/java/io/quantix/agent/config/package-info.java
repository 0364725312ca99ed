/** The agent's configuration: the file, the environment, defaults, and what is wrong with them. */
package io.quantix.agent.config;
