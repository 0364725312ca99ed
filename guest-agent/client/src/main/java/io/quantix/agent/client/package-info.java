/** Sessions with the agent in a guest, over whatever channel of bytes reaches it. */
package io.quantix.agent.client;
