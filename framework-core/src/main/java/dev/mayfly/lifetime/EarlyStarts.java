package dev.mayfly.lifetime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.lifetime.AliasNetworks.Names;
import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.StartRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts containers before their scopes begin, in the order of the plans and as far as a budget
 * allows. Thread-safe.
 */
public final class EarlyStarts implements AutoCloseable {

  private final Environment environment;
  private final Map<Object, EarlyGroup> groups = new ConcurrentHashMap<>();

  /** None yet. */
  public EarlyStarts(Environment environment) {
    this.environment = environment;
  }

  /**
   * What is known of a scope that will begin.
   *
   * @param owner whose scope it is
   * @param ready what can be started ahead of it
   * @param others what it will bring too, by places, with its names
   */
  public record Plan(Object owner, List<ServiceSpec> ready, Map<String, Set<String>> others) {

    /** All that is foreseen. */
    private Set<String> places() {
      Set<String> places = new HashSet<>(others.keySet());
      ready.forEach(spec -> places.add(spec.place()));
      return places;
    }

    private Names names() {
      Names names = Names.of();
      for (ServiceSpec spec : ready) {
        SharedContainer shared = shared(spec);
        names =
            names.and(
                shared == null
                    ? new Names(spec.aliases(), Map.of())
                    : new Names(Set.of(), Map.of(shared, spec.aliases())));
      }
      for (Set<String> own : others.values()) {
        names = names.and(new Names(own, Map.of()));
      }
      return names;
    }
  }

  private static @Nullable SharedContainer shared(ServiceSpec spec) {
    Pool pool = spec.pool();
    return pool == null ? null : pool.get(spec, Map.of());
  }

  /** The scope of this owner will begin later. */
  public void expect(Object owner) {
    groups.put(owner, new EarlyGroup());
  }

  /** A scope begins: nothing more is started ahead of it, and what was is its own. */
  public Optional<EarlyGroup> begin(Object owner) {
    Optional<EarlyGroup> ours = Optional.ofNullable(groups.remove(owner));
    ours.ifPresent(EarlyGroup::begin);
    return ours;
  }

  /** Removes what was started for scopes that never began. */
  @Override
  public void close() {
    for (EarlyGroup group : groups.values()) {
      group.begin();
      group.close();
      group.claim().ifPresent(environment::leave);
    }
    groups.clear();
  }

  /** Starts all that can be, and returns when the last is being started. */
  public void startAll(List<Plan> plans, Orchestrator session) {
    EarlyBudget budget = null;
    int firstNetwork = 0;
    for (Plan plan : plans) {
      EarlyGroup group = groups.get(plan.owner());
      if (group != null && !plan.ready().isEmpty()) {
        budget = budget == null ? EarlyBudget.of(session) : budget;
        Claim claim = environment.networks().claim(plan.names(), Names.of(), firstNetwork);
        if (group.join(claim, plan.places())) {
          start(plan.ready(), group, claim, session, budget);
        } else {
          environment.networks().leave(claim);
        }
      }
      firstNetwork = 1; // a scope that begins without anything started finds the first one free
    }
  }

  private void start(
      List<ServiceSpec> ready,
      EarlyGroup group,
      Claim claim,
      Orchestrator session,
      EarlyBudget budget) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (ServiceSpec each : ready) {
      SharedContainer shared = shared(each);
      ContainerSpec spec = shared == null ? claim.join(each.container()) : each.container();
      StartRequest request = new StartRequest(spec, List.copyOf(each.aliases()), each.place());
      if (!group.hasBegun() && budget.take(spec)) {
        EarlyStart start = new EarlyStart(request, budget, shared);
        if (group.accepts(each.place(), start)) {
          environment.threads().execute(() -> start.run(session, loader));
        } else {
          start.cancel();
        }
      }
    }
  }
}
