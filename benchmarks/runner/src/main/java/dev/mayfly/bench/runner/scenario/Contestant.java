package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Cost;

/**
 * One line of a scenario whose runs are whole processes.
 *
 * @param name as shown
 * @param run runs it once
 */
record Contestant(String name, Run run) {

  /** Runs a process to its end. */
  @FunctionalInterface
  interface Run {
    Cost once() throws Exception;
  }
}
