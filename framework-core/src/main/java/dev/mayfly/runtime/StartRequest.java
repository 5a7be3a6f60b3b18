package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;

/**
 * A container to start, and how to call it.
 *
 * @param spec its description
 * @param alias its name on its networks, a label of the DNS
 * @param place where it was declared, for messages: {@code field OrderTests.db}
 */
public record StartRequest(ContainerSpec spec, String alias, String place) {}
