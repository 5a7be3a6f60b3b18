package dev.mayfly.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it is for this JVM. Immutable.
 *
 * @param name its full name, such as {@code mayfly.start.timeout}
 * @param value what counts; empty if it has none
 * @param origin where the value was set, such as {@code in mayfly.properties on the class path}, or
 *     null if it is the default
 * @param help what it means, in a sentence
 */
public record SettingValue(String name, String value, @Nullable String origin, String help) {}
