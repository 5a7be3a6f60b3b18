package dev.mayfly.bench.runner;

import dev.mayfly.bench.runner.scenario.ColdStart;
import dev.mayfly.bench.runner.scenario.DatabaseByUrl;
import dev.mayfly.bench.runner.scenario.DeathAtStart;
import dev.mayfly.bench.runner.scenario.FiveContexts;
import dev.mayfly.bench.runner.scenario.Footprint;
import dev.mayfly.bench.runner.scenario.KeptState;
import dev.mayfly.bench.runner.scenario.KilledJvm;
import dev.mayfly.bench.runner.scenario.ManyAtOnce;
import dev.mayfly.bench.runner.scenario.ReadinessLag;
import dev.mayfly.bench.runner.scenario.SecondRun;
import dev.mayfly.bench.runner.scenario.SixServices;
import dev.mayfly.bench.runner.scenario.TheirClass;
import dev.mayfly.bench.runner.scenario.TwentyClasses;
import dev.mayfly.bench.runner.scenario.UnchangedContext;
import dev.mayfly.bench.runner.scenario.WarmStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program behind bin/bench, which builds the sides and gets the images first. */
public final class Bench {

  private static final List<Scenario> ALL =
      List.of(
          new ColdStart(),
          new WarmStart(),
          new SixServices(),
          new TwentyClasses(),
          new SecondRun(),
          new ManyAtOnce(),
          new DeathAtStart(),
          new KilledJvm(),
          new ReadinessLag(),
          new Footprint(),
          new DatabaseByUrl(),
          new FiveContexts(),
          new TheirClass(),
          new UnchangedContext(),
          new KeptState());

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    run(options);
  }

  private static void run(Options options) throws Exception {
    List<Scenario> chosen =
        ALL.stream()
            .filter(
                scenario ->
                    options.letters().isEmpty() || options.letters().contains(scenario.letter()))
            .toList();
    String run = Long.toString(System.currentTimeMillis(), 36);
    Path logs = Files.createDirectories(options.out().resolve("logs"));
    Results results = new Results();
    Lab lab = new Lab(new Jvm(run, logs), results, options.repeats(), options.sizes(), run);
    try {
      for (Scenario scenario : chosen) {
        System.out.println("\n" + scenario.letter() + "  " + scenario.title());
        scenario.run(lab);
      }
    } finally {
      lab.removeContainers();
    }
    report(new Report(Machine.here(), chosen, results), options);
  }

  private static void report(Report report, Options options) throws Exception {
    System.out.println("\n" + report.machine().describe() + "\n");
    System.out.print(report.table());
    Files.writeString(options.out().resolve("results.json"), new JsonFile(report).text());
    Files.writeString(options.out().resolve("index.html"), new Page(report).text());
    Files.writeString(options.out().resolve("performance.md"), new Markdown(report).text());
    System.out.println(
        "\n" + options.out().resolve("index.html") + ", results.json, performance.md\n");
    report.results().goals().forEach(goal -> System.out.println(goal.line()));
  }
}
