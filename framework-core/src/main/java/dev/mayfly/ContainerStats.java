package dev.mayfly;

/**
 * What a container uses at one moment.
 *
 * @param cpuNanos processor time used since its start, in nanoseconds
 * @param memoryBytes memory in use, without the page cache where the engine tells it apart
 * @param memoryLimitBytes what it may use at most
 * @param processes number of processes and threads, 0 where the engine does not say
 * @param receivedBytes received over all networks since its start
 * @param sentBytes sent over all networks since its start
 */
public record ContainerStats(
    long cpuNanos,
    long memoryBytes,
    long memoryLimitBytes,
    long processes,
    long receivedBytes,
    long sentBytes) {}
