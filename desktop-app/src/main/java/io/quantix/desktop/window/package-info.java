/** The window: puts the features together. */
package io.quantix.desktop.window;
