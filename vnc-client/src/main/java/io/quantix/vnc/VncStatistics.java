package io.quantix.vnc;

import java.util.List;

/**
 * What a session agreed on and did so far.
 *
 * @param protocol {@code 3.8}
 * @param security the security type's name
 * @param encodings names of the pixel encodings that came, in the order of their first coming
 * @param width framebuffer's width
 * @param height framebuffer's height
 * @param bytesReceived bytes read from the server
 * @param updates framebuffer updates decoded
 * @param pixels pixels decoded
 */
public record VncStatistics(
    String protocol,
    String security,
    List<String> encodings,
    int width,
    int height,
    long bytesReceived,
    long updates,
    long pixels) {}
