package io.quantix.agent.os;

/** A user of the system, as {@code passwd} has it. */
public record Account(String name, int uid, int gid, String home, String shell) {}
