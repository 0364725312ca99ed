/** The agent as a program. */
package io.quantix.agent;
