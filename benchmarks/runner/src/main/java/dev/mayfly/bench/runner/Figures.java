package dev.mayfly.bench.runner;

import java.util.HashMap;
import java.util.Map;

/** What a worker measured in one task, by names that scenario and worker agree on. */
public final class Figures {

  private final Map<String, Double> values = new HashMap<>();

  /** Reads {@code key=value} pairs with a space between them. */
  Figures(String line) {
    for (String pair : line.split(" ", -1)) {
      int sign = pair.indexOf('=');
      values.put(pair.substring(0, sign), Double.valueOf(pair.substring(sign + 1)));
    }
  }

  /**
   * A figure.
   *
   * @throws IllegalArgumentException if the worker has not measured it
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " among " + values);
    }
    return value;
  }
}
