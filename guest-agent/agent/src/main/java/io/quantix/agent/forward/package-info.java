/** TCP connections inside the guest that the host speaks through. */
package io.quantix.agent.forward;
