package dev.mayfly.junit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack trace of a test's failure, cut so that each cause keeps its message, its first lines
 * and those of the test's own class.
 */
final class FailureStack {

  private static final int MOST_LINES = 200;
  private static final int MOST_FRAMES = 12;
  private static final int MOST_WORDS = 40;

  private final String testClass;
  private final List<String> lines = new ArrayList<>();
  private int frames;
  private int words;

  private FailureStack(String testClass) {
    this.testClass = testClass;
  }

  static String of(Throwable failure, Class<?> testClass) {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack, true));
    FailureStack cut = new FailureStack(testClass.getName());
    stack.toString().lines().forEach(cut::add);
    return String.join("\n", cut.lines);
  }

  private void add(String line) {
    if (lines.size() >= MOST_LINES) {
      return;
    }
    boolean isFrame = line.matches("\\s+(at |\\.\\.\\. ).*");
    if (isFrame) {
      words = 0;
      frames++;
    } else {
      frames = 0;
      words++;
    }
    if (isFrame ? frames <= MOST_FRAMES || line.contains(testClass) : words <= MOST_WORDS) {
      lines.add(line);
    }
  }
}
