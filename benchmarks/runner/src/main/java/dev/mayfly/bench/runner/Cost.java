package dev.mayfly.bench.runner;

/**
 * What a whole process took.
 *
 * @param millis from its start to its end, in milliseconds
 * @param cpuMillis processor time of it and its children, in milliseconds
 */
public record Cost(double millis, double cpuMillis) {}
