/** A VM's screen in a window, and thumbnails of it. */
package io.quantix.desktop.console;
