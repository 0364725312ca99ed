/** Recordings of what a server sent, and a server that plays them. */
package io.quantix.vnc.record;
