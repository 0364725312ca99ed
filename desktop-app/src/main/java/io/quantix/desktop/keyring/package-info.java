/** What a person told once: remembered in the system's keyring, or until the program ends. */
package io.quantix.desktop.keyring;
