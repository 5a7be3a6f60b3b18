package dev.mayfly.runtime;

import java.time.Instant;

/**
 * An image that was built and stays on its engine from run to run.
 *
 * @param name on the engine
 * @param id of its content
 * @param source what it was built from, for people
 * @param bytes its size, with that of its base; 0 if the engine does not tell
 * @param used when a session of this user and machine took it last, or else when it was made;
 *     {@link Instant#EPOCH} if nobody knows
 */
public record KeptImage(String name, String id, String source, long bytes, Instant used) {}
