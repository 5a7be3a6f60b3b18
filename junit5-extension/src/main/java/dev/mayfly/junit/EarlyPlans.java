package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.lifetime.EarlyStarts.Plan;
import dev.mayfly.lifetime.ServiceSpec;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which containers of static fields can be started before their classes begin. */
final class EarlyPlans {

  private final Run run;

  private EarlyPlans(Run run) {
    this.run = run;
  }

  /** One for each class, in the plan's order; none if nothing can be started. */
  static List<Plan> of(PlannedContainers planned, Run run) {
    if (run.session().spreads()) {
      return List.of(); // the least loaded engine is known only when they start
    }
    EarlyPlans plans = new EarlyPlans(run);
    List<Plan> all = new ArrayList<>();
    planned.byClass().forEach((type, declarations) -> all.add(plans.of(type, declarations)));
    return all.stream().allMatch(plan -> plan.ready().isEmpty()) ? List.of() : all;
  }

  private Plan of(Class<?> testClass, Set<Declaration> declarations) {
    List<ServiceSpec> ready = new ArrayList<>();
    Map<String, Set<String>> others = new LinkedHashMap<>();
    if (isOutermost(testClass)) {
      for (Declaration declaration : declarations) {
        if (declaration.isStatic() && !declaration.isNetwork()) {
          Optional<ServiceSpec> spec = ready(declaration);
          spec.ifPresent(ready::add);
          if (spec.isEmpty() && run.defaultScopes().isPooled(declaration)) {
            return new Plan(testClass, List.of(), Map.of()); // who is on its network is not known
          }
          if (spec.isEmpty()) {
            others.put(declaration.place(), declaration.aliases());
          }
        }
      }
    }
    return new Plan(testClass, ready, others);
  }

  /** Whether the network that the class will need is known. */
  private static boolean isOutermost(Class<?> testClass) {
    boolean outermost = !testClass.isMemberClass() || Modifier.isStatic(testClass.getModifiers());
    return outermost && !testClass.isAnnotationPresent(ContainerMatrix.class);
  }

  /** What a declaration asks for, if all is known of it and it waits for nothing of its class. */
  private Optional<ServiceSpec> ready(Declaration declaration) {
    Optional<ContainerHandle> handle = PlannedContainers.handleOf(declaration);
    Optional<ContainerSpec> spec = handle.flatMap(it -> PlannedContainers.specOf(it, declaration));
    boolean waitsForNothing =
        declaration.annotation().dependsOn().length == 0
            && declaration.annotation().network().isEmpty();
    return spec.filter(it -> waitsForNothing && choosesNothing(it))
        .filter(it -> spec.equals(PlannedContainers.specOf(declaration))) // else never taken
        .map(
            it ->
                declaration.asksFor(
                    handle.orElseThrow(),
                    it,
                    run.defaultScopes()
                        .pool(declaration, run.environment(), run.environment()::pool)));
  }

  private static boolean choosesNothing(ContainerSpec spec) {
    return spec.networks().isEmpty()
        && spec.fixedPorts().isEmpty()
        && spec.name() == null
        && spec.engine() == null;
  }
}
