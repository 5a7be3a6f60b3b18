package dev.mayfly.bench.runner;

import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.bench.subject.Wanted;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a scenario works with.
 *
 * @param jvm starts the sides
 * @param results where figures go
 * @param repeats how often each side is measured, after one time that does not count
 * @param sizes how many containers at once
 * @param run the value of the label on containers that carry it
 */
public record Lab(Jvm jvm, Results results, int repeats, List<Integer> sizes, String run) {

  private static final Pattern ID = Pattern.compile("\\{\"Id\":\"([0-9a-f]{64})\"");

  /** The ids of all containers, running or not, that have a label. */
  public static List<String> containers(String label) throws IOException {
    try (EngineSocket engine = EngineSocket.open()) {
      String all = engine.call("GET", "/containers/json?all=1&filters=" + filter(label));
      return ID.matcher(all).results().map(result -> result.group(1)).toList();
    }
  }

  /** How many networks have a label. */
  public static long networks(String label) throws IOException {
    try (EngineSocket engine = EngineSocket.open()) {
      String all = engine.call("GET", "/networks?filters=" + filter(label));
      return Pattern.compile("\"Id\":").matcher(all).results().map(MatchResult::group).count();
    }
  }

  /** Removes what this run has left, which is nothing unless it was interrupted. */
  public void removeContainers() throws IOException {
    for (String id : containers(Wanted.LABEL + "=" + run)) {
      try (EngineSocket engine = EngineSocket.open()) {
        engine.call("DELETE", "/containers/" + id + "?force=1&v=1");
      }
    }
  }

  public static String filter(String label) {
    return URLEncoder.encode("{\"label\":[\"" + label + "\"]}", StandardCharsets.UTF_8);
  }
}
