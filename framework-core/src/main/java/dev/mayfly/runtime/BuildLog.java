package dev.mayfly.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last lines that a builder has written, and the step that they are of. Not thread-safe. */
final class BuildLog {

  private static final int MOST_LINES = 30;

  /** Of the engine's own builder, and of Podman's. */
  private static final Pattern STEP = Pattern.compile("(?i)step \\d+/\\d+ ?: .+");

  /** Of BuildKit, which works on several side by side. */
  private static final Pattern NUMBERED = Pattern.compile("#(\\d+) (.*)");

  private final Deque<String> tail = new ArrayDeque<>();
  private final Map<String, String> steps = new HashMap<>();
  private String step = "";
  private boolean failed;

  void add(String line) {
    tail.add(line);
    if (tail.size() > MOST_LINES) {
      tail.remove();
    }
    Matcher numbered = NUMBERED.matcher(line);
    if (STEP.matcher(line).matches()) {
      step = line;
    } else if (numbered.matches()) {
      read(numbered.group(1), numbered.group(2));
    }
  }

  private void read(String number, String words) {
    if (words.startsWith("[")) {
      steps.put(number, words);
      step = failed ? step : words;
    } else if (words.startsWith("ERROR")) {
      step = steps.getOrDefault(number, step);
      failed = true;
    }
  }

  /** The step that failed, or was begun last; empty before the first. */
  String step() {
    return step;
  }

  /** The last lines. */
  String tail() {
    return String.join("\n    ", tail);
  }
}
