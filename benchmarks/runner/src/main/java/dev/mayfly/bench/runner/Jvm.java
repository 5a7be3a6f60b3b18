package dev.mayfly.bench.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts fresh JVMs, each with the class path of one side and nothing more. */
public final class Jvm {

  private static final double TICK_MILLIS = 10;
  private static final int CHILDREN_USER_TIME = 13;

  private final String run;
  private final Path logs;

  Jvm(String run, Path logs) {
    this.run = run;
    this.logs = logs;
  }

  /** Runs test classes of a side with JUnit's console, as a user would, to the end. */
  public Cost junit(Side side, List<String> options, Map<String, String> env, String... classes)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("org.junit.platform.console.ConsoleLauncher");
    arguments.addAll(
        List.of("execute", "--disable-banner", "--details=tree", "--fail-if-no-tests"));
    for (String name : classes) {
      arguments.add("--select-class=" + side.className(name));
    }
    return main(side, options, env, arguments);
  }

  /** Runs a side's main class to its end. */
  public Cost main(Side side, List<String> options, Map<String, String> env, List<String> arguments)
      throws IOException, InterruptedException {
    Path log = logs.resolve(side + "-" + System.nanoTime() + ".log");
    ProcessBuilder builder = builder(side, options, env, arguments);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    double cpuBefore = cpuOfChildren();
    long begin = System.nanoTime();
    int code = builder.start().waitFor();
    double millis = (System.nanoTime() - begin) / 1e6;
    double cpu = cpuOfChildren() - cpuBefore;
    if (code != 0) {
      throw new IOException(side.title() + " failed:\n" + Files.readString(log));
    }
    return new Cost(millis, cpu);
  }

  /** Starts a JVM of a side that waits for tasks. */
  public WorkerProcess worker(Side side, String... options) throws IOException {
    return worker(side, side.workerClass(), List.of(options));
  }

  /** The same with another of the side's classes. */
  public WorkerProcess workerOf(Side side, String simpleName) throws IOException {
    return worker(side, side.className(simpleName), List.of());
  }

  private WorkerProcess worker(Side side, String main, List<String> options) throws IOException {
    Path log = logs.resolve(side + "-worker-" + System.nanoTime() + ".log");
    ProcessBuilder builder = builder(side, options, Map.of(), List.of(main, run));
    return new WorkerProcess(side, builder.redirectError(log.toFile()).start(), log);
  }

  private ProcessBuilder builder(
      Side side, List<String> options, Map<String, String> env, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dbench.run=" + run);
    command.addAll(options);
    command.add("-cp");
    command.add(
        side.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(side.environment());
    builder.environment().putAll(env);
    return builder;
  }

  /** What ended children of this process have used, as the kernel counts it; 0 elsewhere. */
  private static double cpuOfChildren() throws IOException {
    Path stat = Path.of("/proc/self/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String text = Files.readString(stat);
    List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
    return TICK_MILLIS
        * (Long.parseLong(fields.get(CHILDREN_USER_TIME))
            + Long.parseLong(fields.get(CHILDREN_USER_TIME + 1)));
  }
}
