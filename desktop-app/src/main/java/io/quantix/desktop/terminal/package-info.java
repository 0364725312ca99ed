/** A terminal: what a stream of characters and control sequences shows, and what keys send. */
package io.quantix.desktop.terminal;
