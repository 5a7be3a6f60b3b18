package dev.mayfly.lifetime;

import dev.mayfly.Slice;

/**
 * What somebody asks for who declares a slice of a container.
 *
 * @param place what messages call the declaration
 * @param name tells slices apart that are alike in all else
 * @param handle what the slice is asked by, and what it is to hold
 * @param user for whom it is made, as messages say it: {@code the class OrderTests}
 */
public record SliceSpec(String place, String name, Slice handle, String user) {}
