package io.quantix.vnc;

/**
 * Which lock keys are on in the guest.
 *
 * @param scrollLock scroll lock
 * @param numLock num lock
 * @param capsLock caps lock
 */
public record LedState(boolean scrollLock, boolean numLock, boolean capsLock) {}
