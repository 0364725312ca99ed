/** The processes of the guest: the table of them, and signals to them. */
package io.quantix.agent.process;
