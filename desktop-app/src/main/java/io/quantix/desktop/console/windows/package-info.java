/** The keyboard of Windows. */
package io.quantix.desktop.console.windows;
