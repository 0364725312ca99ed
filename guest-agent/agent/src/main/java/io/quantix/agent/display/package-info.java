/** The size of the guest's screens. */
package io.quantix.agent.display;
