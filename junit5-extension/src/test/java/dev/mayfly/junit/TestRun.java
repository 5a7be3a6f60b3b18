package dev.mayfly.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.ExecResult;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A JUnit run of small test classes whose containers are those of an engine in memory. */
final class TestRun {

  private static final String ID = "mayfly.test.run";
  private static final Map<String, TestRun> RUNS = new ConcurrentHashMap<>();

  private final InMemoryEngine engine = withImages();
  private final Map<String, InMemoryEngine> others = new ConcurrentHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private String testEngine = "junit-jupiter";
  private boolean engineAnswers = true;
  private @Nullable Path published;

  TestRun() {
    parameter("junit.jupiter.extensions.autodetection.enabled", "true");
    parameter("mayfly.reaper.enabled", "false");
    parameter("mayfly.sweep.enabled", "false");
  }

  static TestRun of(ExtensionContext context) {
    return RUNS.get(context.getConfigurationParameter(ID).orElseThrow());
  }

  /** A run whose containers are those of the engine of this machine. */
  static TestRun onThisMachine() {
    TestRun run = new TestRun();
    run.parameters.clear();
    return run;
  }

  TestRun parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  TestRun inParallel() {
    return parameter("junit.jupiter.execution.parallel.enabled", "true")
        .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
  }

  /** Containers of the image answer to {@code reach NAME}: 0 if somebody has that name. */
  void answersWhoIsReached(String image) {
    answersWhoIsReached(engine, image);
  }

  static void answersWhoIsReached(InMemoryEngine engine, String image) {
    engine
        .image(image)
        .exec(
            (container, command) ->
                new ExecResult(
                    container.canReach(command.command().get(1)) ? 0 : 1,
                    new byte[0],
                    new byte[0]));
  }

  /** Files that tests publish go there. */
  TestRun publishesTo(Path folder) {
    published = folder;
    return this;
  }

  TestRun withoutEngine() {
    engineAnswers = false;
    return this;
  }

  /** Another test engine than Jupiter gets the classes. */
  TestRun inEngine(String id) {
    testEngine = id;
    return this;
  }

  InMemoryEngine engine() {
    return engine;
  }

  /** A further engine, which a setting names. */
  InMemoryEngine engine(String name) {
    parameter("mayfly.engine." + name, "memory:" + name);
    return others.computeIfAbsent(name, fresh -> withImages());
  }

  private static InMemoryEngine withImages() {
    InMemoryEngine engine = new InMemoryEngine();
    Stream.of("db:1", "cache:1", "app:1").forEach(engine::image);
    return engine;
  }

  Containers open(Settings settings) {
    if (!engineAnswers) {
      throw new EngineNotFoundException("No engine answers at /nowhere.sock.");
    }
    return Containers.on(name -> name.isEmpty() ? engine : others.get(name), settings);
  }

  EngineExecutionResults execute(Class<?>... testClasses) {
    String id = UUID.randomUUID().toString();
    RUNS.put(id, this);
    try {
      EngineTestKit.Builder kit =
          EngineTestKit.engine(testEngine)
              .selectors(
                  Stream.of(testClasses).map(c -> selectClass(c)).toArray(ClassSelector[]::new))
              .configurationParameters(parameters)
              .configurationParameter(ID, id);
      Path folder = published;
      return (folder == null ? kit : OneFolder.addTo(kit, folder)).execute();
    } finally {
      RUNS.remove(id);
    }
  }

  /** Runs test classes, all of whose tests must succeed. */
  void succeeds(int tests, Class<?>... testClasses) {
    EngineExecutionResults results = execute(testClasses);
    failures(results).stream()
        .findFirst()
        .ifPresent(
            failure -> {
              throw new AssertionError("A test failed", failure);
            });
    results.testEvents().assertStatistics(counts -> counts.started(tests).succeeded(tests));
  }

  /** Runs test classes, and returns why tests or whole classes failed. */
  List<Throwable> failuresOf(Class<?>... testClasses) {
    return failures(execute(testClasses));
  }

  static List<Throwable> failures(EngineExecutionResults results) {
    return results
        .allEvents()
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }

  /** What the engine was asked, without what differs from run to run: {@code start db-1}. */
  List<String> calls() {
    return engine.calls().stream()
        .map(call -> call.replaceAll("mayfly-[0-9a-f]{12}-", ""))
        .map(call -> call.replaceAll("mayfly-[0-9a-f]{12}", "session"))
        .toList();
  }

  /** Those calls that begin with one of these words. */
  List<String> calls(String... words) {
    return calls().stream()
        .filter(call -> Stream.of(words).anyMatch(word -> call.startsWith(word + " ")))
        .toList();
  }
}
