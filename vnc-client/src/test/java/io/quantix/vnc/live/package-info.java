/** Tests against real servers. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.live;
