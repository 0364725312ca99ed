/** What is installed in the guest, from the databases of its package managers alone. */
package io.quantix.agent.software;
