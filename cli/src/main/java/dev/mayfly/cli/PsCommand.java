package dev.mayfly.cli;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.Port;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists containers by the sessions that have them. */
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = "Lists containers with their sessions, tests and ports.")
final class PsCommand implements Callable<Integer> {

  private static final List<String> HEAD =
      List.of("SESSION", "LIFE", "OWNER", "CONTAINER", "TEST", "STATUS", "AGE", "PORTS");

  private static final List<String> HEAD_OF_SEVERAL =
      Stream.concat(Stream.of("ENGINE"), HEAD.stream()).toList();

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = {"-a", "--all"},
      description = "reapers too, and networks, volumes and images")
  private boolean all;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    List<String> engines = engine.names();
    List<Line> lines = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (String name : engines) {
      try (SessionInventory inventory = engine.open(name)) {
        lines.addAll(lines(inventory, name));
        asked.add(inventory.engine().address());
      } catch (EngineNotFoundException e) {
        if (engines.size() == 1) {
          throw e;
        }
        silent.add(String.valueOf(e.getMessage()));
      }
    }
    print(lines, asked, engines.size() > 1);
    silent.forEach(spec.commandLine().getErr()::println);
    return silent.isEmpty() ? 0 : 1;
  }

  private void print(List<Line> lines, List<String> asked, boolean several) {
    Output output = new Output(spec);
    if (json) {
      output.json(lines);
    } else if (lines.isEmpty() && !asked.isEmpty()) {
      output.line("Nothing of Mayfly's is on " + String.join(", ", asked) + ".");
    } else if (!lines.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(several ? HEAD_OF_SEVERAL : HEAD));
      lines.forEach(line -> rows.add(several ? line.columnsOfSeveral() : line.columns()));
      output.table(rows);
    }
  }

  private List<Line> lines(SessionInventory inventory, String name) {
    Instant now = inventory.engine().info().time();
    List<Line> lines = new ArrayList<>();
    for (KnownSession session : inventory.sessions()) {
      session.resources().stream()
          .filter(this::isShown)
          .flatMap(resource -> line(inventory.engine(), name, session, resource, now).stream())
          .forEach(lines::add);
    }
    return lines;
  }

  private boolean isShown(EngineResource resource) {
    return all || (resource.kind() == Kind.CONTAINER && !SessionInventory.isReaper(resource));
  }

  /** Nothing if it went meanwhile. */
  static Optional<Line> line(
      ContainerEngine engine,
      String name,
      KnownSession session,
      EngineResource resource,
      Instant now) {
    String status = resource.kind().name().toLowerCase(Locale.ROOT);
    SortedMap<String, Integer> ports = new TreeMap<>();
    String host = "";
    if (resource.kind() == Kind.CONTAINER) {
      try {
        ContainerState state = engine.inspectContainer(resource.id());
        status = state.status().name().toLowerCase(Locale.ROOT);
        ports = numbers(engine, state.ports());
        host = engine.hasLastingPorts() ? state.host() : "";
      } catch (EngineException e) {
        if (e.isNotFound()) {
          return Optional.empty();
        }
        status = "?";
      }
    }
    return Optional.of(
        new Line(
            name,
            session.id(),
            session.life().name().toLowerCase(Locale.ROOT),
            Optional.ofNullable(session.keptUntil()).map(Instant::toString).orElse(null),
            session.keptUntil() == null ? "" : Age.of(now, session.keptUntil()),
            session.owner(),
            resource.name(),
            SessionInventory.place(resource),
            status,
            String.valueOf(resource.created()),
            Age.of(resource.created(), now),
            host,
            ports));
  }

  /** Those that lead nowhere when this command has ended are told as the container's own. */
  private static SortedMap<String, Integer> numbers(
      ContainerEngine engine, Map<Port, Integer> ports) {
    SortedMap<String, Integer> numbers = new TreeMap<>();
    boolean isLasting = engine.hasLastingPorts();
    ports.forEach(
        (port, number) ->
            numbers.put(port.toString(), isLasting ? number : (Integer) port.number()));
    return numbers;
  }

  /**
   * One thing on the engine.
   *
   * @param until when it goes, ISO 8601, if it waits for a next run or is kept for a look; else
   *     {@code null}
   * @param left how long that is away, for people
   * @param created ISO 8601, by the engine's clock, or {@code null}
   * @param age of it, for people
   * @param host where its ports are; empty if they lead nowhere from outside
   * @param ports those of {@code host} that lead to it, by its own; else its own
   */
  record Line(
      String engine,
      String session,
      String life,
      @Nullable String until,
      String left,
      String owner,
      String container,
      String test,
      String status,
      String created,
      String age,
      String host,
      SortedMap<String, Integer> ports) {

    List<String> columns() {
      String mapped =
          ports.entrySet().stream()
              .map(
                  port ->
                      host.isEmpty()
                          ? port.getKey()
                          : host + ":" + port.getValue() + "->" + port.getKey())
              .collect(Collectors.joining(", "));
      String lives = left.isEmpty() ? life : life + " " + left;
      return List.of(session, lives, owner, container, test, status, age, mapped);
    }

    List<String> columnsOfSeveral() {
      List<String> columns = new ArrayList<>(columns());
      columns.add(0, engine.isEmpty() ? "(usual)" : engine);
      return columns;
    }
  }
}
