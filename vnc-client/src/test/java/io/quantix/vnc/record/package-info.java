/** Tests of recordings: damaged ones, and those of real desktops. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.record;
