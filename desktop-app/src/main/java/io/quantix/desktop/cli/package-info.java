/** The command line. */
package io.quantix.desktop.cli;
