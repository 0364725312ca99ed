package io.quantix.agent.system;

/**
 * Who the guest is.
 *
 * @param osId {@code debian}
 * @param osName {@code Debian GNU/Linux 13 (trixie)}
 * @param architecture as {@code uname -m} says it
 * @param osFamily {@code linux} or {@code windows}
 */
public record GuestIdentity(
    String hostname,
    String osId,
    String osName,
    String osVersion,
    String kernel,
    String architecture,
    String osFamily) {}
