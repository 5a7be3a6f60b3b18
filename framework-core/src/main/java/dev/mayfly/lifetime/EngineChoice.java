package dev.mayfly.lifetime;

import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.Placement;
import java.util.List;
import java.util.function.Function;

/**
 * Chooses engines for what is asked for without one, where containers are spread over several.
 *
 * <p>Where all engines have networks in common, each container goes to the least loaded one. Where
 * they don't, all of a scope and of those within it are together. What scopes share is on the first
 * engine, and so are the scopes that begin with any of it.
 */
final class EngineChoice {

  private final Scope scope;
  private final Orchestrator session;

  EngineChoice(Scope scope) {
    this.scope = scope;
    this.session = scope.environment().session();
  }

  /** The same, each with an engine; those that name one keep it. */
  List<ServiceSpec> place(List<ServiceSpec> specs) {
    List<ServiceSpec> open =
        specs.stream().filter(one -> one.container().engine() == null).toList();
    if (open.isEmpty()) {
      return specs;
    }
    Function<ServiceSpec, String> engines =
        session.findsAllEngines() ? this::leastLoaded : together(open);
    return specs.stream()
        .map(one -> open.contains(one) ? one.on(engines.apply(one)) : one)
        .toList();
  }

  private String leastLoaded(ServiceSpec one) {
    return isShared(one) ? session.firstEngine() : promise(List.of(one)).engine();
  }

  private Function<ServiceSpec, String> together(List<ServiceSpec> open) {
    boolean anyShared = open.stream().anyMatch(this::isShared);
    String engine = scope.engine(() -> anyShared ? session.firstEngine() : promise(open).engine());
    return one -> isShared(one) ? session.firstEngine() : engine;
  }

  /** Its engine counts them as starting until the scope has started them. */
  private Placement promise(List<ServiceSpec> together) {
    Placement place = session.place(together.stream().map(ServiceSpec::container).toList());
    scope.add(place);
    return place;
  }

  private boolean isShared(ServiceSpec one) {
    Pool pool = one.pool();
    return pool != null
        && (pool == scope.environment().pool() || pool == scope.environment().buildPool());
  }
}
