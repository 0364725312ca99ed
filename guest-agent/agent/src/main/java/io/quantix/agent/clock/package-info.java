/** The guest's clock, after it was paused or moved. */
package io.quantix.agent.clock;
