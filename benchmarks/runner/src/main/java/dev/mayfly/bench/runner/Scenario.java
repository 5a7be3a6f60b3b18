package dev.mayfly.bench.runner;

/** One question that is put to all sides. */
public interface Scenario {

  char letter();

  /** What is measured, in a few words. */
  String title();

  /** Measures, side after side and again from the first, and sets the goals. */
  void run(Lab lab) throws Exception;
}
