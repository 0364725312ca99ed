/** The bytes: a bounded reader over one buffer, an outbox with a thread of its own, the limits. */
package io.quantix.vnc.wire;
