package dev.mayfly.compose;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes side by side, as a build does. */
final class Tests {

  private final EngineExecutionResults results;

  private Tests(EngineExecutionResults results) {
    this.results = results;
  }

  static Tests run(Class<?>... classes) {
    return run(Map.of(), classes);
  }

  static Tests run(Map<String, String> settings, Class<?>... classes) {
    return new Tests(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameters(settings)
            .configurationParameter("mayfly.suite.end", "run")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter(
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
            .selectors(
                Stream.of(classes).map(one -> selectClass(one)).toArray(ClassSelector[]::new))
            .execute());
  }

  long passed() {
    return results.testEvents().succeeded().count();
  }

  /** What failed, in words, each cause in a line. */
  List<String> failures() {
    return results.allEvents().failed().stream().map(Tests::words).toList();
  }

  private static String words(Event event) {
    StringBuilder words = new StringBuilder();
    Throwable failure =
        event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      words.append(one.getMessage()).append('\n');
    }
    return words.toString();
  }
}
