/** Plays a guest's sound on this computer, late by no more than a fifth of a second. */
package io.quantix.desktop.sound;
