package dev.mayfly.cli;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.runtime.SessionInventory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a container logs. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows what a container has logged.")
final class LogsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Parameters(
      paramLabel = "CONTAINER",
      description = "its name, the beginning of its id, or its test, as ps shows them")
  private String container = "";

  @Option(
      names = {"-f", "--follow"},
      description = "goes on with the lines to come, until the container ends")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "LINES",
      description = "only so many of the last lines; all without it")
  private int tail;

  @Override
  public Integer call() throws InterruptedException {
    if (tail < 0) {
      throw new ParameterException(spec.commandLine(), "--tail must not be negative");
    }
    try (SessionInventory inventory = engine.open()) {
      List<EngineResource> found = Chosen.by(container, inventory.sessions()).containers();
      if (found.size() != 1) {
        throw new ParameterException(
            spec.commandLine(), new Chosen(found, List.of()).notOne(container));
      }
      show(inventory.engine(), found.get(0).id());
      return 0;
    }
  }

  /** Nobody may read on, as behind {@code | head}. */
  private static void show(LogLine line, Output output, CountDownLatch end) {
    output.line(line.text());
    if (output.isBroken()) {
      end.countDown();
    }
  }

  private void show(ContainerEngine open, String id) throws InterruptedException {
    Output output = new Output(spec);
    Instant next = Instant.EPOCH;
    List<LogLine> lines = open.logs(id, Instant.EPOCH, tail);
    for (LogLine line : lines) {
      output.line(line.text());
      next = line.time().plusNanos(1);
    }
    if (follow) {
      CountDownLatch end = new CountDownLatch(1);
      LogSubscription following =
          open.followLogs(id, next, line -> show(line, output, end), end::countDown);
      try {
        end.await();
      } finally {
        following.close();
      }
    }
  }
}
