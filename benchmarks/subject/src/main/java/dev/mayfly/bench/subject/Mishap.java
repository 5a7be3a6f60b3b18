package dev.mayfly.bench.subject;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A container whose process dies while its start waits: when does the caller hear of it, and what?
 */
record Mishap(Subject subject, String run, Wanted.Check check) {

  private static final String REASON = "no configuration found";
  private static final String EXIT_CODE = "41";
  private static final Pattern EXIT_CODE_ALONE = Pattern.compile("\\b" + EXIT_CODE + "\\b");
  private static final List<String> DIES =
      List.of("sh", "-c", "sleep 0.5; echo " + REASON + " >&2; exit " + EXIT_CODE);

  /**
   * The moment of the failure, in milliseconds of the epoch; the engine knows that of the death. 1
   * stands for yes.
   */
  Map<String, Double> figures() throws Exception {
    Running survivor;
    try {
      survivor = subject.start(new Wanted(service(), DIES, run, check));
    } catch (Exception expected) {
      double failedAt = System.currentTimeMillis();
      String words = words(expected);
      return Map.of(
          "failedAt", failedAt,
          "saysLog", words.contains(REASON) ? 1.0 : 0,
          "saysCode", EXIT_CODE_ALONE.matcher(words).find() ? 1.0 : 0);
    }
    survivor.close();
    return Map.of("failedAt", -1.0);
  }

  private Service service() {
    return check == Wanted.Check.LOGIN ? Service.POSTGRES : Service.NGINX;
  }

  /** What the test's report shows: the messages of the exception and its causes. */
  private static String words(Exception failure) {
    StringBuilder words = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      words.append(one.getMessage()).append('\n');
    }
    return words.toString();
  }
}
