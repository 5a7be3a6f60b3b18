package dev.mayfly.report;

import dev.mayfly.process.JvmMark;
import dev.mayfly.process.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one session tells the page of its build, as a small file that is called by the session and
 * its JVM.
 *
 * @param started when the JVM was started
 * @param tool that runs the build; {@link BuildTool#NONE} if it can't be told
 * @param processes among which the JVM's number counts
 * @param module of the build
 * @param isOver whether the session has ended
 * @param written when it was last told
 * @param files that the session wrote, from the page's folder
 * @param summary for the page
 */
record RunEntry(
    String session,
    JvmMark jvm,
    Instant started,
    JvmMark tool,
    String processes,
    String module,
    boolean isOver,
    Instant written,
    List<String> files,
    String summary) {

  /** Who writes less often than this is not there any more, where nobody can look. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(60);

  /** Neither changes while this JVM lives, and each entry is compared with it at each writing. */
  private static final String PROCESSES_HERE = processesHere();

  private static final JvmMark TOOL = BuildTool.ofThisJvm();

  /** One of this JVM. */
  static RunEntry here(
      String session, String module, boolean isOver, List<String> files, String summary) {
    return new RunEntry(
        session,
        JvmMark.ofThisProcess(),
        startOfJvm(),
        TOOL,
        PROCESSES_HERE,
        module,
        isOver,
        Instant.now(),
        files,
        summary);
  }

  static Instant startOfJvm() {
    return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  }

  private static String processesHere() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Whether its session goes on. */
  boolean isAlive() {
    return !isOver && hasLivingJvm();
  }

  /** Whether its JVM may live, whose other sessions, and tests, go on after this one's end. */
  boolean hasLivingJvm() {
    return isOfTheseProcesses() ? !jvm.isDead() : written.plus(SIGN_OF_LIFE).isAfter(Instant.now());
  }

  /** Whether numbers of processes in it mean here what they meant there. */
  boolean isOfTheseProcesses() {
    return processes.equals(PROCESSES_HERE);
  }

  String fileName() {
    return session + "." + jvm;
  }

  /** Writes it in one step; to be called under the lock of the folder. */
  void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(started.toString());
    lines.add(tool.toString());
    lines.add(processes);
    lines.add(module);
    lines.add(isOver ? "over" : "running");
    lines.add(summary);
    lines.addAll(files);
    WholeFile.write(folder.resolve(fileName()), String.join("\n", lines));
  }

  /** What a file says; nothing if it is gone, or none of ours. */
  static Optional<RunEntry> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      String name = file.getFileName().toString();
      return Optional.of(
          new RunEntry(
              name.substring(0, name.indexOf('.')),
              JvmMark.atEndOf(file),
              Instant.parse(lines.get(0)),
              JvmMark.atEndOf(Path.of(lines.get(1))),
              lines.get(2),
              lines.get(3),
              lines.get(4).equals("over"),
              Files.getLastModifiedTime(file).toInstant(),
              List.copyOf(lines.subList(6, lines.size())),
              lines.get(5)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
