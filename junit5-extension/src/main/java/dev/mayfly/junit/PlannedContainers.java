package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.lifetime.HandleFactory;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * The containers that a plan's tests declare, as far as can be told before a class is initialised.
 *
 * <p>A class or test that is disabled, or that may turn out to be, declares nothing here.
 *
 * @param byClass in the plan's order: the fields of its classes and the parameters of its tests
 */
record PlannedContainers(Map<Class<?>, Set<Declaration>> byClass) {

  /** The id of Jupiter's own part of a plan; within a suite it has a longer one. */
  static final String JUPITER = "[engine:junit-jupiter]";

  static PlannedContainers of(TestPlan plan, Conditions conditions) {
    PlannedContainers found = new PlannedContainers(new LinkedHashMap<>());
    for (TestIdentifier root : plan.getRoots()) {
      if (root.getUniqueId().equals(JUPITER)) {
        for (TestIdentifier each : plan.getDescendants(root)) {
          each.getSource().ifPresent(source -> found.add(source, conditions));
        }
      }
    }
    return found;
  }

  /** JUnit tells of a class that lacks others; here it declares nothing. */
  private void add(TestSource source, Conditions conditions) {
    try {
      if (source instanceof ClassSource test && conditions.noneOn(test.getJavaClass())) {
        add(test.getJavaClass(), Declarations.fieldsOf(test.getJavaClass()));
      } else if (source instanceof MethodSource test
          && test.getJavaMethod().getParameterCount() > 0
          && conditions.noneOn(test.getJavaMethod())
          && conditions.noneOn(test.getJavaClass())) {
        for (Parameter parameter : test.getJavaMethod().getParameters()) {
          add(test.getJavaClass(), Declarations.of(parameter).map(List::of).orElse(List.of()));
        }
      }
    } catch (RuntimeException | LinkageError e) {
      return;
    }
  }

  private void add(Class<?> testClass, List<Declaration> declarations) {
    if (!declarations.isEmpty()) {
      byClass.computeIfAbsent(testClass, type -> new LinkedHashSet<>()).addAll(declarations);
    }
  }

  boolean isEmpty() {
    return byClass.isEmpty();
  }

  /** One description for each image that is known, on each engine. */
  List<ContainerSpec> images() {
    Map<Object, ContainerSpec> known = new LinkedHashMap<>();
    byClass.values().stream()
        .flatMap(Set::stream)
        .flatMap(declaration -> specOf(declaration).stream())
        .forEach(spec -> known.putIfAbsent(Arrays.asList(spec.image(), spec.engine()), spec));
    return List.copyOf(known.values());
  }

  /** The description that a declaration has by itself; none if the value of a field counts. */
  static Optional<ContainerSpec> specOf(Declaration declaration) {
    return handleOf(declaration).flatMap(handle -> specOf(handle, declaration));
  }

  /** The handle that a declaration gets; none if the value of a field counts. */
  static Optional<ContainerHandle> handleOf(Declaration declaration) {
    String image = declaration.annotation().image();
    boolean untold = image.isEmpty() && FieldValues.mayHaveOne(declaration);
    if (declaration.isNetwork() || untold) {
      return Optional.empty();
    }
    try {
      return Optional.of(HandleFactory.make(declaration.type(), image));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // told when the class begins
    }
  }

  static Optional<ContainerSpec> specOf(ContainerHandle handle, Declaration declaration) {
    List<String> problems = new ArrayList<>();
    ContainerSpec spec =
        new Attributes(declaration.annotation()).addTo(handle.slot().spec(), problems::add);
    return problems.isEmpty() ? Optional.of(spec) : Optional.empty();
  }
}
