/**
 * The adapter to clusters of Kubernetes: containers as pods, names as Services, and ports that are
 * forwarded to this machine.
 *
 * <p>It is found by its name {@code kubernetes}; nothing here is for users to call.
 */
@NullMarked
package dev.mayfly.kubernetes;

import org.jspecify.annotations.NullMarked;
