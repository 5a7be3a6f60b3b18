package dev.mayfly.bench.subject;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A JVM of one side that does what the runner tells it on its standard input, a line a task, and
 * answers on its standard output with a line of {@code key=value} pairs.
 *
 * <p>Tasks: {@code warm}, {@code fail CHECK}, {@code lag CHECK}, {@code many COUNT}, {@code hold
 * COUNT}.
 */
public final class Worker {

  private final Subject subject;
  private final String run;

  private Worker(Subject subject, String run) {
    this.subject = subject;
    this.run = run;
  }

  /** Serves until the input ends. The first argument is the label's value for all containers. */
  public static void serve(Subject subject, String... arguments) throws Exception {
    Worker worker = new Worker(subject, arguments[0]);
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String task = tasks.readLine(); task != null; task = tasks.readLine()) {
      List<String> words = List.of(task.split(" ", 2));
      System.out.println(text(worker.run(words.get(0), words)));
    }
    subject.close();
  }

  private static String text(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  private Map<String, Double> run(String task, List<String> words) throws Exception {
    return switch (task) {
      case "warm" -> warm();
      case "fail" -> new Mishap(subject, run, Wanted.Check.valueOf(words.get(1))).figures();
      case "lag" -> new Lag(subject, run, Wanted.Check.valueOf(words.get(1))).figures();
      case "many" -> new Crowd(subject, run, Integer.parseInt(words.get(1))).startAndRemove();
      case "hold" -> new Crowd(subject, run, Integer.parseInt(words.get(1))).hold();
      default -> throw new IllegalArgumentException("unknown task " + task);
    };
  }

  private Map<String, Double> warm() throws Exception {
    long begin = System.nanoTime();
    Running redis = subject.start(Wanted.of(Service.REDIS, run));
    long ready = System.nanoTime();
    Service.REDIS.ask(redis.host(), redis.port());
    long asked = System.nanoTime();
    redis.close();
    long end = System.nanoTime();
    Map<String, Double> figures = new TreeMap<>();
    figures.put("total", millis(end - begin));
    figures.put("start", millis(ready - begin));
    figures.put("remove", millis(end - asked));
    return figures;
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }
}
