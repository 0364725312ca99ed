/** Who the guest is, what it is made of, and how it is doing. */
package io.quantix.agent.system;
