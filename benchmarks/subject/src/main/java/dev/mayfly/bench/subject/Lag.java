package dev.mayfly.bench.subject;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long after a service began to answer the side returned from the start. */
record Lag(Subject subject, String run, Wanted.Check check) {

  private static final List<String> ANSWERS_LATE =
      List.of("sh", "-c", "sleep 1; echo now; exec nginx -g \"daemon off;\"");
  private static final Pattern STAMP = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z) now");
  private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

  Map<String, Double> figures() throws Exception {
    Running container = subject.start(new Wanted(Service.NGINX, ANSWERS_LATE, run, check));
    Instant returned = Instant.now();
    try (EngineSocket engine = EngineSocket.open()) {
      double lag = (returned.toEpochMilli() - saidNow(engine).toEpochMilli());
      return Map.of("lag", lag);
    } finally {
      container.close();
    }
  }

  /** The engine stamps each line that a container logs. */
  private Instant saidNow(EngineSocket engine) throws IOException {
    String filters = "%7B%22label%22%3A%5B%22" + Wanted.LABEL + "%3D" + run + "%22%5D%7D";
    String id = first(ID, engine.call("GET", "/containers/json?filters=" + filters));
    String log = engine.call("GET", "/containers/" + id + "/logs?stdout=1&timestamps=1");
    return Instant.parse(first(STAMP, log));
  }

  private static String first(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
