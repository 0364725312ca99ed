package io.quantix.agent.file;

import java.time.Instant;

/**
 * Part of a file.
 *
 * @param total the file's size, bytes; at least what was read where the system does not tell (proc)
 * @param end whether nothing comes after it
 * @param mode its permissions
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through once, from the disk to a message.
public record FileChunk(
    byte[] data, long offset, long total, boolean end, int mode, Instant modified) {}
