package dev.mayfly;

/**
 * A limit on a resource of the container's processes.
 *
 * @param name the kernel's name without the prefix, such as {@code nofile}
 * @param soft the limit in force
 * @param hard the limit up to which processes may raise it
 */
public record Ulimit(String name, long soft, long hard) {}
