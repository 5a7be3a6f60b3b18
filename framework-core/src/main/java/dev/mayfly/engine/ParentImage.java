package dev.mayfly.engine;

import dev.mayfly.ImageName;
import org.jspecify.annotations.Nullable;

/**
 * An image that a build begins with or copies from.
 *
 * @param name as the Dockerfile has it
 * @param platform that the Dockerfile wants it for, such as {@code linux/amd64}; null for the
 *     engine's own
 */
public record ParentImage(ImageName name, @Nullable String platform) {}
