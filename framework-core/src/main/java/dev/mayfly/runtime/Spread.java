package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads a session's containers over the engines of {@code mayfly.engines}. What each has it asks
 * once, and again after a start has failed there; what is on it is what this session does there.
 * Thread-safe; no lock is held while an engine is asked.
 */
final class Spread {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final List<String> names;
  private final Function<String, EngineSession> parts;
  private final EngineInfos infos;
  private final Map<Placement, List<ContainerSpec>> promised = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** A part, and what its engine has. */
  private record Answering(EngineSession part, EngineInfo has) {}

  /**
   * @param names of the engines, at least one
   * @param parts the session's part on an engine, opened now if it is not yet
   * @param infos what the engines have
   */
  Spread(List<String> names, Function<String, EngineSession> parts, EngineInfos infos) {
    this.names = List.copyOf(names);
    this.parts = parts;
    this.infos = infos;
  }

  /** The first of the engines, on which is what all have in common. */
  String first() {
    return names.get(0);
  }

  /**
   * Where containers that have to be together start. An engine that does not answer when it is
   * asked gets none.
   *
   * @throws EngineNotFoundException if none answers
   */
  Placement place(List<ContainerSpec> together) {
    return promise(together, all());
  }

  /** The session's parts on the engines that answer. */
  List<EngineSession> answering() {
    return all().stream().map(Answering::part).toList();
  }

  private List<Answering> all() {
    List<Answering> found = new ArrayList<>();
    MayflyException silent = null;
    for (String name : names) {
      try {
        EngineSession part = parts.apply(name);
        found.add(new Answering(part, infos.of(part)));
        told.remove(name);
      } catch (EngineNotFoundException | EngineException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        tell(name, e);
        silent = e;
      }
    }
    if (found.isEmpty() && silent != null) {
      throw silent instanceof EngineNotFoundException none
          ? none
          : new EngineNotFoundException(
              "No engine of mayfly.engines answers. The last: " + silent.getMessage());
    }
    return found;
  }

  private void tell(String name, MayflyException silent) {
    if (told.add(name)) {
      LOG.warn("Engine {} gets no containers until it answers: {}", name, silent.getMessage());
    }
  }

  private synchronized Placement promise(List<ContainerSpec> together, List<Answering> engines) {
    String engine = Scheduler.leastLoaded(engines.stream().map(this::load).toList(), together);
    Placement place = new Placement(engine, promised::remove);
    promised.put(place, List.copyOf(together));
    return place;
  }

  private EngineLoad load(Answering engine) {
    EngineSession part = engine.part();
    List<ContainerSpec> coming =
        promised.entrySet().stream()
            .filter(one -> one.getKey().engine().equals(part.name()))
            .map(Map.Entry::getValue)
            .flatMap(Collection::stream)
            .toList();
    List<ContainerSpec> there = part.running();
    return new EngineLoad(
        part.name(),
        engine.has().processors(),
        engine.has().memoryBytes(),
        coming.size(),
        there.size(),
        EngineLoad.bytes(Stream.concat(there.stream(), coming.stream()).toList()));
  }
}
