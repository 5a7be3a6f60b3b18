package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.junit.Lanes.Names;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.StartRequest;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts containers of static fields before their classes begin, in the plan's order and as far as
 * a budget allows. Thread-safe.
 */
final class EarlyStarts implements AutoCloseable {

  private final Run run;
  private final Map<Class<?>, ComingClass> classes = new ConcurrentHashMap<>();

  EarlyStarts(Run run) {
    this.run = run;
  }

  /** These classes will begin later. */
  void expect(PlannedContainers planned) {
    planned.byClass().keySet().forEach(type -> classes.put(type, new ComingClass()));
  }

  /** A class begins: nothing more is started ahead of it, and what was is its own. */
  ComingClass begin(Class<?> testClass) {
    ComingClass ours = Optional.ofNullable(classes.remove(testClass)).orElseGet(ComingClass::new);
    ours.begin();
    return ours;
  }

  /** Removes what was started for classes that never began. */
  @Override
  public void close() {
    for (ComingClass coming : classes.values()) {
      coming.begin();
      coming.close();
      coming.lane().ifPresent(run::leave);
    }
    classes.clear();
  }

  /** Starts all that can be, and returns when the last is being started. */
  void startAll(PlannedContainers planned, Containers session) {
    EarlyBudget budget = null;
    int firstLane = 0;
    for (Map.Entry<Class<?>, Set<Declaration>> each : planned.byClass().entrySet()) {
      ComingClass coming = classes.get(each.getKey());
      List<Declaration> ready = each.getValue().stream().filter(EarlyStarts::canStart).toList();
      if (coming != null && !ready.isEmpty() && isForeseeable(each.getKey(), each.getValue())) {
        budget = budget == null ? EarlyBudget.of(session) : budget;
        Lane lane = run.lanes().claim(names(each.getValue()), Names.of(), firstLane);
        if (coming.join(lane)) {
          start(ready, coming, lane, session, budget);
        } else {
          run.lanes().leave(lane);
        }
      }
      firstLane = 1; // a class that begins without anything started finds the first one free
    }
  }

  private void start(
      List<Declaration> ready,
      ComingClass coming,
      Lane lane,
      Containers session,
      EarlyBudget budget) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (Declaration declaration : ready) {
      ContainerSpec declared = PlannedContainers.specOf(declaration).orElseThrow();
      Shared shared = shared(declaration).orElse(null);
      ContainerSpec spec = shared == null ? lane.join(declared) : declared;
      StartRequest request =
          new StartRequest(spec, List.copyOf(declaration.aliases()), declaration.place());
      if (!coming.hasBegun() && budget.take(spec)) {
        EarlyStart start = new EarlyStart(request, budget, shared);
        if (coming.accepts(declaration, start)) {
          run.threads().execute(() -> start.run(session, loader));
        } else {
          start.cancel();
        }
      }
    }
  }

  /**
   * Whether the lane that the class will need is known, which those of shared containers count in.
   */
  private boolean isForeseeable(Class<?> testClass, Set<Declaration> declarations) {
    boolean outermost = !testClass.isMemberClass() || Modifier.isStatic(testClass.getModifiers());
    return outermost
        && !testClass.isAnnotationPresent(ContainerMatrix.class)
        && declarations.stream()
            .filter(EarlyStarts::isStaticContainer)
            .filter(run.lifetimes()::isPooled)
            .allMatch(EarlyStarts::canStart);
  }

  private static boolean isStaticContainer(Declaration declaration) {
    return declaration.isStatic() && !declaration.isNetwork();
  }

  private Names names(Set<Declaration> declarations) {
    Names names = Names.of();
    for (Declaration declaration : declarations) {
      if (isStaticContainer(declaration)) {
        Set<String> aliases = declaration.aliases();
        names =
            names.and(
                shared(declaration)
                    .map(shared -> new Names(Set.of(), Map.of(shared, aliases)))
                    .orElseGet(() -> new Names(aliases, Map.of())));
      }
    }
    return names;
  }

  /** The container that is meant, if it is shared by classes. */
  private Optional<Shared> shared(Declaration declaration) {
    Lifetimes lifetimes = run.lifetimes();
    return lifetimes.isPooled(declaration)
        ? PlannedContainers.specOf(declaration)
            .map(spec -> new Pool.Key(lifetimes.of(declaration), List.of(), spec, Map.of()))
            .map(run.pool()::get)
        : Optional.empty();
  }

  /** Whether all is known of a container, and it waits for nothing that the class makes. */
  private static boolean canStart(Declaration declaration) {
    Optional<ContainerSpec> spec =
        declaration.isStatic() ? PlannedContainers.specOf(declaration) : Optional.empty();
    return spec.isPresent()
        && declaration.annotation().dependsOn().length == 0
        && declaration.annotation().network().isEmpty()
        && spec.get().networks().isEmpty()
        && spec.get().fixedPorts().isEmpty()
        && spec.get().name() == null
        && spec.equals(PlannedContainers.specOf(declaration)); // else it would never be taken
  }
}
