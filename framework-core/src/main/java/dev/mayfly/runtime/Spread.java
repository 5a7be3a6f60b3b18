package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.EngineNotFoundException;
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
 * once; what is on it is what this session does there. Thread-safe; no lock is held while an engine
 * is asked.
 */
final class Spread {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final List<String> names;
  private final Function<String, EngineSession> parts;
  private final Memoizer<String, EngineInfo> infos = new Memoizer<>();
  private final Map<Placement, List<ContainerSpec>> promised = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param names of the engines, at least one
   * @param parts the session's part on an engine, opened now if it is not yet
   */
  Spread(List<String> names, Function<String, EngineSession> parts) {
    this.names = List.copyOf(names);
    this.parts = parts;
  }

  /** The first of the engines, on which is what all have in common. */
  String first() {
    return names.get(0);
  }

  /**
   * Where containers that have to be together start. An engine that does not answer when it is
   * first asked gets none.
   *
   * @throws EngineNotFoundException if none answers
   */
  Placement place(List<ContainerSpec> together) {
    return promise(together, answering());
  }

  /** The session's parts on the engines that answer. */
  List<EngineSession> answering() {
    List<EngineSession> found = new ArrayList<>();
    EngineNotFoundException silent = null;
    for (String name : names) {
      try {
        EngineSession part = parts.apply(name);
        infos.get(name, part::info);
        found.add(part);
      } catch (EngineNotFoundException e) {
        tell(name, e);
        silent = e;
      }
    }
    if (found.isEmpty() && silent != null) {
      throw silent;
    }
    return found;
  }

  private void tell(String name, EngineNotFoundException silent) {
    if (told.add(name)) {
      LOG.warn("Engine {} gets no containers: {}", name, silent.getMessage());
    }
  }

  private synchronized Placement promise(
      List<ContainerSpec> together, List<EngineSession> engines) {
    String engine = Scheduler.leastLoaded(engines.stream().map(this::load).toList(), together);
    Placement place = new Placement(engine, promised::remove);
    promised.put(place, List.copyOf(together));
    return place;
  }

  private EngineLoad load(EngineSession part) {
    EngineInfo has = infos.get(part.name(), part::info);
    List<ContainerSpec> coming =
        promised.entrySet().stream()
            .filter(one -> one.getKey().engine().equals(part.name()))
            .map(Map.Entry::getValue)
            .flatMap(Collection::stream)
            .toList();
    List<ContainerSpec> there = part.running();
    return new EngineLoad(
        part.name(),
        has.processors(),
        has.memoryBytes(),
        coming.size(),
        there.size(),
        EngineLoad.bytes(Stream.concat(there.stream(), coming.stream()).toList()));
  }
}
