package dev.mayfly.report;

import dev.mayfly.ContainerStartException.Phase;
import java.time.Instant;

/** When a container was in a phase of its start. */
record PhaseRecord(Phase phase, Instant began, Instant ended) {}
