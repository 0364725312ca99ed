package io.quantix.agent.software;

import java.time.Instant;

/**
 * An installed package.
 *
 * @param publisher its maintainer or vendor, empty where nobody is named
 * @param installed the epoch where that is not known
 * @param sizeBytes on the disk
 */
public record SoftwareEntry(
    String name,
    String version,
    String publisher,
    Instant installed,
    long sizeBytes,
    String architecture) {}
