package dev.mayfly.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people look for first in a failure's stack trace: its cause, and where in their own code.
 */
final class FailureText {

  private static final String CAUSE = "Caused by: ";

  /** Before a class's name there may be a loader's and a module's, as in {@code app//}. */
  private static final Pattern FRAME = Pattern.compile("\\s+at (?:[^/\\s]*/)*([^\\s(]+)\\(.*");

  private static final Pattern OF_LIBRARIES =
      Pattern.compile(
          "(java|javax|jdk|sun|com\\.sun|kotlin|groovy|org\\.(codehaus\\.groovy|apache\\.groovy|junit"
              + "|opentest4j|assertj|hamcrest|mockito|springframework)|dev\\.mayfly)\\..*");

  private FailureText() {}

  /** The last cause's line; empty if the failure has no other cause than itself. */
  static String cause(String stack) {
    return stack
        .lines()
        .filter(line -> line.startsWith(CAUSE))
        .reduce("", (before, last) -> last.substring(CAUSE.length()));
  }

  /** The first line of a test's class, or else of no known library; empty if there is none. */
  static String frame(String stack, String testClass) {
    List<Matcher> frames = stack.lines().map(FRAME::matcher).filter(Matcher::matches).toList();
    String outermost = testClass.contains("$") ? testClass.replaceAll("\\$.*", "") : testClass;
    return frames.stream()
        .filter(frame -> frame.group(1).matches("\\Q" + outermost + "\\E[.$].*"))
        .findFirst()
        .or(
            () ->
                frames.stream()
                    .filter(frame -> !OF_LIBRARIES.matcher(frame.group(1)).matches())
                    .findFirst())
        .map(frame -> frame.group().strip())
        .orElse("");
  }
}
