package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Figures;
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
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * From the death of a container that was being waited for to the failure that the caller sees, and
 * what that failure says, for each way of waiting.
 */
public final class DeathAtStart implements Scenario {

  private static final double BOUND = 250;
  private static final String SAYS_LOG = ": last words told (1: yes)";
  private static final String SAYS_CODE = ": exit code told (1: yes)";
  private static final Set<Wanted.Check> PEER_HAS =
      Set.of(
          Wanted.Check.USUAL,
          Wanted.Check.LOG,
          Wanted.Check.HTTP,
          Wanted.Check.HEALTH,
          Wanted.Check.COMMAND,
          Wanted.Check.LOGIN);
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
      once(lab, ours, Wanted.Check.USUAL, false);
      for (Wanted.Check check : Wanted.Check.values()) {
        for (int turn = 0; turn < lab.repeats(); turn++) {
          once(lab, ours, check, true);
        }
        if (PEER_HAS.contains(check)) {
          once(lab, peer, check, true); // takes its whole timeout
        }
        lab.results()
            .median(letter(), metric(check), Side.MAYFLY.title())
            .ifPresent(millis -> lab.results().goal(letter(), metric(check), millis, BOUND));
      }
    }
  }

  private static String metric(Wanted.Check check) {
    return check.title() + ": ms, death to failure";
  }

  private void once(Lab lab, WorkerProcess worker, Wanted.Check check, boolean counts)
      throws Exception {
    Instant begin = Instant.now();
    Figures seen = worker.perform("fail " + check);
    String who = worker.side().title();
    if (seen.get("failedAt") < 0) {
      String what = check.title() + ": took a dead container for a ready one";
      lab.results().failed(letter(), who, new IOException(what));
    } else if (counts) {
      lab.results().add(letter(), metric(check), who, seen.get("failedAt") - diedAt(lab, begin));
      lab.results().add(letter(), check.title() + SAYS_LOG, who, seen.get("saysLog"));
      lab.results().add(letter(), check.title() + SAYS_CODE, who, seen.get("saysCode"));
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
