/** Keys and pointer of a console: what the system tells of them, and what a guest is to get. */
package io.quantix.desktop.console.input;
