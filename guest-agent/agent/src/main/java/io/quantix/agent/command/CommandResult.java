package io.quantix.agent.command;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exitCode its status, or 128 and the number of the signal that ended it
 * @param timedOut whether it was ended because its time was over
 */
public record CommandResult(int exitCode, Duration duration, boolean timedOut) {}
