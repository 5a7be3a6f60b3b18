package dev.mayfly.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is worth telling of all that Compose writes. */
final class ComposeWords {

  private static final int MOST_LINES = 30;

  /** What it draws while it works, and which step of a build took how long. */
  private static final Pattern PROGRESS =
      Pattern.compile(
          " ?.* (Creating|Created|Recreate|Recreated|Pulling|Pulled|Building|Built) *"
              + "|#\\d+ (DONE|CACHED|transferring|resolve|sha256:|extracting|\\[.*internal]).*"
              + "|#0 building with.*|-+");

  /** Of one service, before it says the same of all. */
  private static final Pattern OF_SERVICE = Pattern.compile(" ?(\\S+) Error (.+)");

  private static final Pattern OF_ENGINE = Pattern.compile("Error response from daemon: (.+)");

  private ComposeWords() {}

  /** Its warnings, each a sentence. */
  static List<String> warnings(String output) {
    return output
        .lines()
        .filter(line -> line.contains("level=warning") && line.contains("msg="))
        .map(line -> line.replaceFirst("^.*msg=\"?", "").replaceFirst("\"$", ""))
        .map(line -> line.replace("\\\"", "\""))
        .toList();
  }

  /** Its last words on why it failed, each once. */
  static String last(String output) {
    List<String> lines = new ArrayList<>();
    Set<String> told = new LinkedHashSet<>();
    for (String line : output.lines().filter(ComposeWords::isTold).toList()) {
      Matcher ofService = OF_SERVICE.matcher(line);
      Matcher ofEngine = OF_ENGINE.matcher(line);
      if (ofService.matches()) {
        told.add(ofService.group(2));
        lines.add("service " + ofService.group(1) + ": " + ofService.group(2));
      } else if (!ofEngine.matches() || told.add(ofEngine.group(1))) {
        lines.add(line.strip());
      }
    }
    return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
  }

  private static boolean isTold(String line) {
    return !line.isBlank()
        && !line.contains("level=warning")
        && !PROGRESS.matcher(line.stripTrailing()).matches();
  }
}
