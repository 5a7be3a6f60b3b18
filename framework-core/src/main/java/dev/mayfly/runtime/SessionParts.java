package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.report.Journal;
import java.util.concurrent.Executor;

/**
 * What a session of this JVM has in common with its part in the session of a build.
 *
 * @param executor for what is done side by side
 * @param journal where what happens is written down
 * @param logs where the lines of containers go
 */
record SessionParts(
    ContainerEngine engine,
    Settings settings,
    Executor executor,
    Journal journal,
    LogTargets logs) {}
