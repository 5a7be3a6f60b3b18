package dev.mayfly.junit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Runs test classes that need the same containers one after the other.
 *
 * <p>Classes that need none come first, and give the others' containers time to start. Then each
 * group of classes with the same needs is followed by the one that has most in common with it;
 * otherwise, and within a group, the order stays as it was. What a class needs is told by the
 * images that its annotations name, and by the types of its fields and parameters where they name
 * none; the class is not initialised.
 *
 * <p>For all classes set {@code
 * junit.jupiter.testclass.order.default=dev.mayfly.junit.ContainerOrder}; for those nested in one
 * class write {@code @TestClassOrder(ContainerOrder.class)} on it. Keeps nothing, and so may be
 * used by any number of threads.
 */
public final class ContainerOrder implements ClassOrderer {

  /** For JUnit. */
  public ContainerOrder() {}

  @Override
  public void orderClasses(ClassOrdererContext context) {
    Map<Set<String>, List<Class<?>>> groups = new LinkedHashMap<>();
    groups.put(Set.of(), new ArrayList<>());
    context.getClassDescriptors().stream()
        .map(ClassDescriptor::getTestClass)
        .forEach(type -> groups.computeIfAbsent(needs(type), key -> new ArrayList<>()).add(type));
    Map<Class<?>, Integer> places = new HashMap<>();
    chain(groups.keySet()).stream()
        .flatMap(needs -> groups.getOrDefault(needs, List.of()).stream())
        .forEach(type -> places.put(type, places.size()));
    context
        .getClassDescriptors()
        .sort(Comparator.comparing(descriptor -> places.get(descriptor.getTestClass())));
  }

  private static List<Set<String>> chain(Set<Set<String>> groups) {
    List<Set<String>> left = new ArrayList<>(groups);
    List<Set<String>> chain = new ArrayList<>();
    Set<String> last = left.get(0);
    while (!left.isEmpty()) {
      Set<String> previous = last;
      // of several that have as much in common the first one stays
      last =
          left.stream()
              .reduce((a, b) -> common(previous, b) > common(previous, a) ? b : a)
              .orElseThrow();
      chain.add(last);
      left.remove(last);
    }
    return chain;
  }

  private static int common(Set<String> some, Set<String> others) {
    Set<String> common = new HashSet<>(some);
    common.retainAll(others);
    return common.size();
  }

  private static Set<String> needs(Class<?> testClass) {
    Declarations all = Declarations.of(testClass);
    return Stream.of(all.fields(), all.parameters())
        .flatMap(List::stream)
        .filter(declaration -> !declaration.isNetwork())
        .map(ContainerOrder::need)
        .collect(Collectors.toSet());
  }

  private static String need(Declaration declaration) {
    String image = declaration.annotation().image();
    return image.isEmpty() ? declaration.type().getName() : image;
  }
}
