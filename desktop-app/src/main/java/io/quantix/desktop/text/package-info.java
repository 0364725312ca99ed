/** The texts that people see. */
package io.quantix.desktop.text;
