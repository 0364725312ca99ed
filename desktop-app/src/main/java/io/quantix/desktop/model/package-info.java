/** What the screens observe: plain observable state, no I/O, no threads. */
package io.quantix.desktop.model;
