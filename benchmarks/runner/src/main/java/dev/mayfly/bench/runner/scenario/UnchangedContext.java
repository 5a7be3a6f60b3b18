package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Figures;
import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;
import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.bench.subject.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The image of a build that is kept and of which nothing has changed, beside the engine's look-up.
 */
public final class UnchangedContext implements Scenario {

  private static final double BOUND_MILLIS = 50;
  private static final int FILES = 200;
  private static final int FILE_BYTES = 100_000;
  private static final String METRIC = "ms until the image is there";
  private static final String FIRST = "Mayfly, the first JVM, which builds";
  private static final String FRESH = "Mayfly, a session of a fresh JVM";
  private static final String NEXT = "Mayfly, the next session in it";
  private static final String ENGINE = "the engine's own look-up";
  private static final Pattern TAG = Pattern.compile("\"(mayfly-kept/built:[0-9a-f]{64})\"");

  @Override
  public char letter() {
    return 'n';
  }

  @Override
  public String title() {
    return "A build of 200 files, 20 MB, of which nothing has changed";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Path folder = Files.createTempDirectory("bench-context");
    try {
      write(folder);
      lab.results().add(letter(), METRIC, FIRST, ask(lab, folder, false));
      for (int turn = 0; turn < lab.repeats(); turn++) {
        ask(lab, folder, true);
      }
    } finally {
      remove(lab);
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
    goal(lab, FRESH);
    goal(lab, NEXT);
  }

  private static void write(Path folder) throws IOException {
    Random random = new Random(1);
    for (int number = 0; number < FILES; number++) {
      byte[] content = new byte[FILE_BYTES];
      random.nextBytes(content);
      Files.write(folder.resolve("file-" + number), content);
    }
    Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:1.35\nCOPY . /all\n");
  }

  private double ask(Lab lab, Path folder, boolean counts) throws Exception {
    try (WorkerProcess worker = lab.jvm().workerOf(Side.MAYFLY, "UnchangedBuild")) {
      Figures fresh = worker.perform(folder.toString());
      if (counts) {
        Figures next = worker.perform(folder.toString());
        lab.results().add(letter(), METRIC, FRESH, fresh.get("image"));
        lab.results().add(letter(), METRIC, NEXT, next.get("image"));
        lab.results().add(letter(), METRIC, ENGINE, next.get("lookup"));
      }
      return fresh.get("image");
    }
  }

  private void goal(Lab lab, String who) {
    double ours = lab.results().median(letter(), METRIC, who).orElseThrow();
    double engines = lab.results().median(letter(), METRIC, ENGINE).orElseThrow();
    lab.results().goal(letter(), who + ": ms more than " + ENGINE, ours - engines, BOUND_MILLIS);
  }

  private static void remove(Lab lab) throws IOException {
    try (EngineSocket engine = EngineSocket.open()) {
      String all =
          engine.call("GET", "/images/json?filters=" + Lab.filter(Wanted.LABEL + "=" + lab.run()));
      for (String tag : TAG.matcher(all).results().map(MatchResult::group).toList()) {
        engine.call("DELETE", "/images/" + tag.replace("\"", ""));
      }
    }
  }
}
