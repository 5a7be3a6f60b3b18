package dev.mayfly.junit;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.report.TestRecord;
import dev.mayfly.report.TestRecord.Outcome;
import dev.mayfly.runtime.Orchestrator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Writes down for the run's report which tests had which containers, and how they ended. */
final class TestJournal {

  private TestJournal() {}

  /** A test begins. */
  static void begin(ExtensionContext context) {
    context.getStore(Run.NAMESPACE).put(TestJournal.class, Instant.now());
  }

  /** When the test began; {@link Instant#EPOCH} if it never came to that. */
  static Instant began(ExtensionContext context) {
    Instant began = context.getStore(Run.NAMESPACE).get(TestJournal.class, Instant.class);
    return began == null ? Instant.EPOCH : began;
  }

  /** These files tell of the test's failure. */
  static void files(ExtensionContext context, Path folder, Collection<String> names) {
    String path = folder.toString().replace('\\', '/');
    context
        .getStore(Run.NAMESPACE)
        .put(Files.class, new Files(names.stream().sorted().map(n -> path + "/" + n).toList()));
  }

  /** What is kept of a test's failure. */
  private record Files(List<String> paths) {}

  private static List<String> files(ExtensionContext context) {
    Files files = context.getStore(Run.NAMESPACE).get(Files.class, Files.class);
    return files == null ? List.of() : files.paths();
  }

  /** A test is over; its containers are still there. */
  static void end(ExtensionContext context) {
    Instant began = context.getStore(Run.NAMESPACE).get(TestJournal.class, Instant.class);
    Runs.of(context)
        .environment()
        .ifOpen()
        .filter(session -> began != null)
        .ifPresent(session -> write(context, began, context.getExecutionException(), session));
  }

  /** A dynamic test failed, of which JUnit tells its factory nothing. */
  static void failed(ExtensionContext context, Instant began, Throwable failure) {
    Runs.of(context)
        .environment()
        .ifOpen()
        .filter(session -> outcome(failure) == Outcome.FAILED)
        .ifPresent(session -> write(context, began, Optional.of(failure), session));
  }

  private static void write(
      ExtensionContext context, Instant began, Optional<Throwable> failure, Orchestrator session) {
    List<RunningContainer> containers =
        TestScopes.of(context).scope().visible().stream()
            .flatMap(service -> service.ifStarted().stream())
            .toList();
    Class<?> testClass = TestScopes.declared(context).getRequiredTestClass();
    Outcome outcome = failure.map(TestJournal::outcome).orElse(Outcome.PASSED);
    if (outcome == Outcome.FAILED) {
      containers.forEach(container -> keepLog(container, began, session));
    }
    session
        .journal()
        .test(
            new TestRecord(
                testClass.getName(),
                context.getDisplayName(),
                outcome,
                began,
                Instant.now(),
                failure.map(thrown -> FailureStack.of(thrown, testClass)).orElse(""),
                containers.stream().map(RunningContainer::id).toList(),
                files(context)));
  }

  private static Outcome outcome(Throwable failure) {
    return failure instanceof TestAbortedException ? Outcome.ABORTED : Outcome.FAILED;
  }

  private static void keepLog(RunningContainer container, Instant began, Orchestrator session) {
    try {
      session.tellLog(container, began);
    } catch (MayflyException e) {
      session.journal().problem("The log of " + container + " can't be had: " + e.getMessage());
    }
  }
}
