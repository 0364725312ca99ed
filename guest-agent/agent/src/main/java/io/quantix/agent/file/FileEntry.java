package io.quantix.agent.file;

import java.time.Instant;

/**
 * What there is to know about a file.
 *
 * @param linkTarget where a symbolic link points, as it is written; else empty
 * @param mode its permissions, with set-user-ID, set-group-ID and sticky
 */
public record FileEntry(
    String name,
    String path,
    boolean directory,
    boolean symbolicLink,
    String linkTarget,
    long size,
    int mode,
    Instant modified,
    Instant created,
    String owner,
    String group) {}
