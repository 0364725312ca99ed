/** The keyboard of macOS. */
package io.quantix.desktop.console.mac;
