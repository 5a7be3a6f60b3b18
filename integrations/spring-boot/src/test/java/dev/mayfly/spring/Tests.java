package dev.mayfly.spring;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes as a build does. */
final class Tests {

  private final EngineExecutionResults results;

  private Tests(EngineExecutionResults results) {
    this.results = results;
  }

  /** Two classes run at once where they say so. */
  static Tests run(Class<?>... classes) {
    Cache.SEEN.clear();
    return new Tests(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("mayfly.suite.end", "run")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
            .selectors(
                Stream.of(classes).map(one -> selectClass(one)).toArray(ClassSelector[]::new))
            .execute());
  }

  /** A JVM that runs them, and says last what came of it. */
  public static void main(String[] names) throws ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(Class.forName(name));
    }
    Tests tests = run(classes.toArray(Class<?>[]::new));
    System.out.println(tests.passed() + " passed " + tests.failures() + " " + Cache.SEEN);
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
        event
            .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
            .getThrowable()
            .orElseThrow();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      words.append(one.getMessage()).append('\n');
    }
    return words.toString();
  }
}
