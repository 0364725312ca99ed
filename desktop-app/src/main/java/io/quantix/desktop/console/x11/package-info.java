/** The physical keyboard and mouse of an X11 display, XWayland's too, read by its protocol. */
package io.quantix.desktop.console.x11;
