package io.quantix.vnc;

import java.time.Duration;
import java.util.List;

/**
 * What a session agreed on and did so far.
 *
 * @param protocol {@code 3.8}
 * @param security the security type's name
 * @param encryption what encrypts the bytes on their way, {@code TLSv1.3 TLS_AES_256_GCM_SHA384};
 *     empty if nothing does that the session knows of
 * @param encodings names of the pixel encodings that came, in the order of their first coming
 * @param width framebuffer's width
 * @param height framebuffer's height
 * @param bytesReceived bytes read from the server
 * @param updates framebuffer updates decoded
 * @param pixels pixels decoded
 * @param bytesPerSecond bytes read in the last second or so in which there was something to read
 * @param latency there and back, by the last fence or the last answered request; zero if unknown
 */
public record VncStatistics(
    String protocol,
    String security,
    String encryption,
    List<String> encodings,
    int width,
    int height,
    long bytesReceived,
    long updates,
    long pixels,
    long bytesPerSecond,
    Duration latency) {}
