package dev.mayfly.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A run by JUnit's own launcher in a session of its own, with Mayfly's listener, whose containers
 * are those of an engine in memory.
 */
final class SessionRun {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Results results = new Results();
  private final Function<Settings, Containers> opening;
  private int listeners = 1;

  SessionRun() {
    opening = settings -> Containers.on(engine, settings);
    Stream.of("db:1", "cache:1", "app:1").forEach(engine::image);
    parameter("mayfly.reaper.enabled", "false");
    parameter("mayfly.sweep.enabled", "false");
    parameter("mayfly.report", "off");
  }

  /** A run whose session another engine gives. */
  SessionRun(Function<Settings, Containers> opening) {
    this.opening = opening;
  }

  SessionRun parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Mayfly's listener is registered so many times. */
  SessionRun listeners(int number) {
    listeners = number;
    return this;
  }

  InMemoryEngine engine() {
    return engine;
  }

  /** Runs these, and returns why tests or classes failed. */
  List<Throwable> execute(DiscoverySelector... selectors) {
    return executeEach(List.<DiscoverySelector[]>of(selectors));
  }

  /** The same class by class, as a build tool does that hands out one at a time. */
  List<Throwable> executeEach(Class<?>... testClasses) {
    return executeEach(
        Stream.of(testClasses).map(type -> new DiscoverySelector[] {selectClass(type)}).toList());
  }

  private List<Throwable> executeEach(List<DiscoverySelector[]> executions) {
    LauncherConfig config =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addLauncherSessionListeners(
                Stream.generate(() -> new MayflySessionListener(opening))
                    .limit(listeners)
                    .toArray(LauncherSessionListener[]::new))
            .build();
    try (LauncherSession session = LauncherFactory.openSession(config)) {
      for (DiscoverySelector[] selectors : executions) {
        session
            .getLauncher()
            .execute(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectors)
                    .configurationParameters(parameters)
                    .build(),
                results);
      }
    }
    return results.failures;
  }

  List<Throwable> execute(Class<?>... testClasses) {
    return execute(
        Stream.of(testClasses).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new));
  }

  /** How many tests have run to their end. */
  int tests() {
    return results.tests;
  }

  /** Those calls to the engine that begin with this word, without what differs from run to run. */
  List<String> calls(String word) {
    return engine.calls().stream()
        .map(call -> call.replaceAll("mayfly-[0-9a-f]{12}-", ""))
        .filter(call -> call.startsWith(word + " "))
        .toList();
  }

  private static final class Results implements TestExecutionListener {
    private final List<Throwable> failures = new ArrayList<>();
    private int tests;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      tests += test.isTest() ? 1 : 0;
      result.getThrowable().ifPresent(failures::add);
    }
  }
}
