package dev.mayfly.report;

import java.time.Instant;
import java.util.List;

/**
 * All that is known of a run, in the order in which it began.
 *
 * @param problems what was wrong with no single container's start, in words
 */
record RunRecord(
    String session,
    Instant began,
    Instant ended,
    List<ContainerRecord> containers,
    List<TestRecord> tests,
    List<String> problems) {}
