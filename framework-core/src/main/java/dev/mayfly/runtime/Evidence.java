package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.secrets.KnownSecrets;
import dev.mayfly.secrets.MaskedLines;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What containers can tell of something that went wrong, as texts without secrets. */
final class Evidence {

  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final int MOST_LINES = 5_000;
  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int LONGEST_LINE = 100_000;

  private final String engineName;
  private final ContainerEngine engine;
  private final Session session;
  private final List<StartedContainer> containers;
  private final KnownSecrets secrets;

  /**
   * @param engineName empty for the usual engine
   */
  Evidence(
      String engineName,
      ContainerEngine engine,
      Session session,
      List<StartedContainer> containers,
      KnownSecrets secrets) {
    this.engineName = engineName;
    this.engine = engine;
    this.session = session;
    this.containers = List.copyOf(containers);
    this.secrets = secrets;
  }

  /** Adds the texts by file names; none if there are no containers. */
  void since(Instant began, Map<String, String> files) {
    Map<String, ContainerState> states = new LinkedHashMap<>();
    for (StartedContainer container : containers) {
      String name = free(container.request().alias(), files.keySet());
      StringBuilder text = new StringBuilder();
      head(text, container);
      state(text, container, name, states);
      log(text, container, began);
      files.put(name + ".log", mask(text.toString()));
    }
    if (!containers.isEmpty()) {
      String of = engineName.isEmpty() ? "" : "-" + engineName;
      String map = new NetworkMap(engine, session, containers).of(states);
      files.put("network" + of + ".txt", mask(map));
    }
  }

  private static String free(String alias, java.util.Set<String> taken) {
    String plain = alias.replaceAll("[^a-zA-Z0-9_-]", "-");
    String name = plain;
    for (int number = 2; taken.contains(name + ".log"); number++) {
      name = plain + "-" + number;
    }
    return name;
  }

  private void head(StringBuilder text, StartedContainer container) {
    line(text, "place", container.request().place());
    if (!engineName.isEmpty()) {
      line(text, "engine", engineName + ", " + engine.address());
    }
    line(text, "image", container.spec().image().describe());
    line(text, "id", container.id());
  }

  private void state(
      StringBuilder text,
      StartedContainer container,
      String name,
      Map<String, ContainerState> states) {
    try {
      ContainerState state = engine.inspectContainer(container.id());
      states.put(name, state);
      line(text, "name", state.name());
      line(text, "state", StartFailure.describe(state));
      line(text, "process started", state.startedAt().toString());
      new TreeMap<>(state.ports())
          .forEach((port, host) -> line(text, "port", port + " at " + state.host() + ":" + host));
      line(text, "ports are reached at", engine.hostChoice());
    } catch (MayflyException e) {
      line(text, "state", "the engine does not say: " + e.getMessage());
    }
  }

  private void log(StringBuilder text, StartedContainer container, Instant began) {
    boolean all = began.equals(Instant.EPOCH);
    Instant since = all ? began : began.minus(MARGIN);
    try {
      MaskedLines masked = secrets.lines();
      LogTail tail = new LogTail(MOST_LINES, MOST_CHARACTERS, LONGEST_LINE);
      engine.readLogs(
          container.id(),
          since,
          MOST_LINES,
          line -> tail.add(new LogLine(line.stream(), line.time(), masked.next(line.text()))));
      List<LogLine> kept = tail.sorted();
      line(text, "log", all ? "from the start" : "since " + since + ", 1 s before the test");
      if (tail.dropped() > 0 || kept.size() == MOST_LINES) {
        line(text, "cut", "these are the last " + kept.size() + " lines");
      }
      text.append('\n');
      kept.forEach(line -> text.append(shown(line)).append('\n'));
    } catch (MayflyException e) {
      line(text, "log", "the engine does not give it: " + e.getMessage());
    }
  }

  private static String shown(LogLine line) {
    return line.time() + (line.stream() == LogLine.Stream.STDERR ? " ! " : "   ") + line.text();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private String mask(String text) {
    MaskedLines lines = secrets.lines();
    return text.lines().map(line -> lines.next(line) + "\n").collect(Collectors.joining());
  }
}
