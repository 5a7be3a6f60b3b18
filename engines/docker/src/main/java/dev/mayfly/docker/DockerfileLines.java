package dev.mayfly.docker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tells the lines of a Dockerfile that begin an instruction from those that go on with one: after a
 * line that ends with the escape character, and in a here-document.
 */
final class DockerfileLines {

  private static final Pattern DIRECTIVE = Pattern.compile("\\s*#\\s*(\\w+)\\s*=\\s*(\\S+)\\s*");
  private static final Pattern NOTHING = Pattern.compile("\\s*(?:#.*)?");
  private static final Pattern TAKES_DOCUMENTS =
      Pattern.compile("\\s*(?:ONBUILD\\s+)?(?:RUN|COPY|ADD)\\s", Pattern.CASE_INSENSITIVE);
  private static final Pattern DOCUMENT =
      Pattern.compile("(?<!\\S)\\d*<<(?<tabs>-?)([\"']?)(?<end>[^\\s<\"']+)\\2(?!\\S)");

  private final String escape;
  private final List<Integer> begins = new ArrayList<>();
  private final Deque<Document> open = new ArrayDeque<>();
  private final StringBuilder instruction = new StringBuilder();
  private boolean goesOn;

  private DockerfileLines(String escape) {
    this.escape = escape;
  }

  /** What stands below an instruction up to a line that is this end. */
  private record Document(String end, boolean withTabs) {
    boolean endsWith(String line) {
      return (withTabs ? line.replaceFirst("^\t+", "") : line).equals(end);
    }
  }

  /** The numbers of the lines that begin one, from 0. */
  static List<Integer> begins(List<String> lines) {
    DockerfileLines all = new DockerfileLines(escape(lines));
    for (int number = 0; number < lines.size(); number++) {
      all.read(lines.get(number), number);
    }
    return all.begins;
  }

  /** It may be named by a directive, and those stand above all else. */
  private static String escape(List<String> lines) {
    return lines.stream()
        .map(DIRECTIVE::matcher)
        .takeWhile(line -> line.matches())
        .filter(line -> line.group(1).toLowerCase(Locale.ROOT).equals("escape"))
        .map(line -> line.group(2))
        .findFirst()
        .orElse("\\");
  }

  private void read(String line, int number) {
    if (!open.isEmpty()) {
      if (open.element().endsWith(line)) {
        open.remove();
      }
    } else if (!NOTHING.matcher(line).matches()) { // which ends no instruction either
      if (!goesOn) {
        begins.add(number);
        instruction.setLength(0);
      }
      readInstruction(line.stripTrailing());
    }
  }

  private void readInstruction(String line) {
    goesOn = line.endsWith(escape);
    instruction.append(goesOn ? line.substring(0, line.length() - 1) : line);
    if (!goesOn && TAKES_DOCUMENTS.matcher(instruction).lookingAt()) {
      DOCUMENT.matcher(instruction).results().forEach(this::open);
    }
  }

  private void open(MatchResult document) {
    open.add(new Document(document.group(3), !document.group(1).isEmpty()));
  }
}
