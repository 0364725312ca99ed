/** The record of what the host had this guest do, and what it was refused. */
package io.quantix.agent.audit;
