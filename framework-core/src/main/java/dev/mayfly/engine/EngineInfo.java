package dev.mayfly.engine;

import java.time.Instant;

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
 * @param time what the engine's clock says
 */
public record EngineInfo(
    String product,
    String version,
    String apiVersion,
    String operatingSystem,
    String architecture,
    int processors,
    long memoryBytes,
    Instant time) {}
