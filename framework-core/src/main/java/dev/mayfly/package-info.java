/**
 * What a user names: descriptions of containers, networks and images, handles on running ones, and
 * the errors that come back.
 *
 * <p>Descriptions ({@link dev.mayfly.ContainerSpec}, {@link dev.mayfly.NetworkSpec}) are values. A
 * {@link dev.mayfly.RunningContainer} exists only for a container that is started and ready. A
 * {@link dev.mayfly.ContainerHandle}, such as {@link dev.mayfly.GenericContainer}, joins the two.
 */
@NullMarked
package dev.mayfly;

import org.jspecify.annotations.NullMarked;
