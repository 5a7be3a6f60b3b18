package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;
import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.bench.subject.Wanted;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** From the death of a container that was being waited for to the failure that the caller sees. */
public final class DeathAtStart implements Scenario {

  private static final double BOUND = 250;
  private static final String METRIC = "ms from death to failure";
  private static final Pattern TIME = Pattern.compile("\"timeNano\":(\\d+)");

  @Override
  public char letter() {
    return 'g';
  }

  @Override
  public String title() {
    return "Time to failure of a container that dies";
  }

  @Override
  public void run(Lab lab) throws Exception {
    try (WorkerProcess ours = lab.jvm().worker(Side.MAYFLY);
        WorkerProcess peer = lab.jvm().worker(Side.TESTCONTAINERS)) {
      for (int turn = -1; turn < lab.repeats(); turn++) {
        once(lab, ours, turn >= 0);
      }
      once(lab, peer, true); // may take its whole timeout
    }
    lab.results()
        .median(letter(), METRIC, Side.MAYFLY.title())
        .ifPresent(millis -> lab.results().goal(letter(), METRIC, millis, BOUND));
  }

  private void once(Lab lab, WorkerProcess worker, boolean counts) throws Exception {
    Instant begin = Instant.now();
    double failedAt = worker.perform("fail").get("failedAt");
    if (failedAt < 0) {
      String who = worker.side().title();
      lab.results().failed(letter(), who, new IOException("took a dead container for a ready one"));
    } else if (counts) {
      double lag = failedAt - diedAt(lab, begin);
      lab.results().add(letter(), METRIC, worker.side().title(), lag);
    }
  }

  /** The engine remembers when a process ended, also of containers that are gone. */
  private static double diedAt(Lab lab, Instant begin) throws IOException {
    String filters =
        "{\"type\":[\"container\"],\"event\":[\"die\"],\"label\":[\"%s=%s\"]}"
            .formatted(Wanted.LABEL, lab.run());
    String path =
        "/events?since=%d.%09d&until=%d&filters=%s"
            .formatted(
                begin.getEpochSecond(),
                begin.getNano(),
                Instant.now().getEpochSecond() + 1,
                URLEncoder.encode(filters, StandardCharsets.UTF_8));
    try (EngineSocket engine = EngineSocket.open()) {
      List<MatchResult> deaths = TIME.matcher(engine.call("GET", path)).results().toList();
      if (deaths.isEmpty()) {
        throw new IOException("the engine knows of no container that died since " + begin);
      }
      return Long.parseLong(deaths.get(0).group(1)) / 1e6;
    }
  }
}
