package dev.mayfly.jdbc.mysql;

import dev.mayfly.jdbc.filling.Filling;

/**
 * What a schema is to hold: a copy of another, and then what fills it.
 *
 * @param origin the schema to begin with; empty for what the container's init scripts have made
 */
public record SchemaContent(String origin, Filling filling) {}
