package io.quantix.agent.session;

import java.time.Instant;

/**
 * Somebody who is logged in.
 *
 * @param terminal {@code pts/0}, {@code tty2}; empty for a desktop
 * @param remoteHost empty for one in front of it
 * @param type {@code x11}, {@code wayland}, {@code tty}
 * @param display {@code :0} for X11, else empty
 * @param active whether it is the one that the screen shows
 */
public record UserSession(
    String user,
    int uid,
    String session,
    String seat,
    String terminal,
    String remoteHost,
    Instant since,
    String type,
    String display,
    boolean active) {}
