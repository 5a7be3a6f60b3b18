package dev.mayfly.kubernetes;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of containers as texts. */
final class Paths {

  private Paths() {}

  /** Without empty steps and dots; two dots lead up. */
  static String plain(String path) {
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    return "/" + String.join("/", steps);
  }
}
