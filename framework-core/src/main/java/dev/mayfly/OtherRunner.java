package dev.mayfly;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells by the calling thread's stack of a test framework that does not know our annotations. */
final class OtherRunner {

  private static final Map<String, String> BY_PACKAGE =
      Map.of(
          "org.junit.runners.", "JUnit 4",
          "org.spockframework.", "Spock",
          "org.testng.", "TestNG");

  private OtherRunner() {}

  /** What to say of it; empty if the thread is in no such framework. */
  static Optional<String> advice() {
    return StackWalker.getInstance()
        .walk(frames -> advice(frames.map(StackWalker.StackFrame::getClassName)));
  }

  /** The same of classes on a stack. */
  static Optional<String> advice(Stream<String> classes) {
    return classes
        .flatMap(name -> called(name).stream())
        .findFirst()
        .map(
            name ->
                "This test is run by "
                    + name
                    + ", which does not know @Container: write it for JUnit Jupiter"
                    + " (org.junit.jupiter.api.Test), or open a session before it and close it after"
                    + " it, with Containers.open().");
  }

  private static Optional<String> called(String type) {
    return BY_PACKAGE.entrySet().stream()
        .filter(known -> type.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
