/**
 * How long containers live and who has them: scopes within scopes, shared containers, names on
 * networks, starts side by side in the order of dependencies, slices.
 *
 * <p>It is told what is asked for by a value, {@link dev.mayfly.lifetime.ServiceSpec}, and knows no
 * test framework. Programs use {@link dev.mayfly.lifetime.ContainerGroup}; a test framework's
 * extension opens an {@link dev.mayfly.lifetime.Environment} and a {@link
 * dev.mayfly.lifetime.Scope} for each class and test.
 */
@NullMarked
package dev.mayfly.lifetime;

import org.jspecify.annotations.NullMarked;
