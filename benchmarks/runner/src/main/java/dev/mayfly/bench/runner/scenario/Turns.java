package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Cost;
import dev.mayfly.bench.runner.Lab;
import java.io.IOException;
import java.util.List;

/** Runs contestants in turn, A B C A B C …, the first turn not counted. */
final class Turns {

  static final String WALL = "ms to the end";
  static final String CPU = "client CPU ms";

  private Turns() {}

  static void take(Lab lab, char letter, int repeats, List<Contestant> contestants)
      throws Exception {
    for (int turn = 0; turn <= repeats; turn++) {
      for (Contestant contestant : contestants) {
        once(lab, letter, contestant, turn > 0);
      }
    }
  }

  private static void once(Lab lab, char letter, Contestant contestant, boolean counts)
      throws Exception {
    try {
      Cost cost = contestant.run().once();
      if (counts) {
        lab.results().add(letter, WALL, contestant.name(), cost.millis());
        lab.results().add(letter, CPU, contestant.name(), cost.cpuMillis());
      }
    } catch (IOException e) {
      lab.results().failed(letter, contestant.name(), e);
    }
  }
}
