package dev.mayfly.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says of itself.
 *
 * @param product such as {@code Docker} or {@code Podman}
 * @param version the engine's version
 * @param apiVersion the version of the API that is spoken with it
 * @param operatingSystem such as {@code linux}
 * @param architecture of the machine it runs on, in Go's notation: {@code amd64}, {@code arm64}
 * @param processors that containers can use
 * @param memoryBytes that containers can use
 * @param memoryLeft how many of these bytes nobody has taken yet; all where nobody counts them
 * @param containersLeft how many more there can be; the largest number where nothing says so
 * @param time what the engine's clock says
 * @param cluster its part in a cluster, or null if it is alone
 */
public record EngineInfo(
    String product,
    String version,
    String apiVersion,
    String operatingSystem,
    String architecture,
    int processors,
    long memoryBytes,
    long memoryLeft,
    int containersLeft,
    Instant time,
    @Nullable ClusterNode cluster) {}
