package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A session that nobody guards and that reports nothing: what it does is what a test tells it. */
public final class QuietSession {

  private QuietSession() {}

  /**
   * Opens one.
   *
   * @param more other settings and their values, one after the other
   */
  public static Containers on(ContainerEngine engine, String... more) {
    return on(name -> engine, more);
  }

  /**
   * The same on several engines.
   *
   * @param engines by their names; the usual one has an empty one
   */
  public static Containers on(Function<String, ContainerEngine> engines, String... more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "mayfly.reaper.enabled", "false",
                "mayfly.sweep.enabled", "false",
                "mayfly.report", "off"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Containers.on(engines, Settings.of(settings));
  }
}
