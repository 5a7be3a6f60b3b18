package dev.mayfly.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which handles can be connected to what, with the modules and the parts of Boot that are on the
 * class path. Immutable.
 */
final class Connections {

  private final List<Reading<?, ?>> readings;
  private final List<Making<?, ?>> makings;

  private Connections(List<Reading<?, ?>> readings, List<Making<?, ?>> makings) {
    this.readings = readings;
    this.makings = makings;
  }

  static Connections ofThisClassPath() {
    List<Making<?, ?>> makings = new ArrayList<>();
    Stream.of(Boot3.ALL, Boot3Brokers.ALL, Boot4.ALL, Boot4Brokers.ALL)
        .forEach(all -> makings.addAll(present(all)));
    return new Connections(present(Readings.ALL), makings);
  }

  private static <T> List<T> present(List<Supplier<T>> all) {
    List<T> present = new ArrayList<>();
    for (Supplier<T> one : all) {
      try {
        present.add(one.get());
      } catch (LinkageError absent) {
        // the user has no use for it
      }
    }
    return present;
  }

  /**
   * What a handle gives; making any of it starts the container.
   *
   * @param handleType its declared type
   */
  List<Connection<?>> of(Class<?> handleType, Supplier<Object> handle) {
    return reading(handleType).map(reading -> of(reading, handle)).orElse(List.of());
  }

  private List<Connection<?>> of(Reading<?, ?> reading, Supplier<Object> handle) {
    List<Connection<?>> all = new ArrayList<>();
    for (Making<?, ?> making : makings) {
      if (making.access() == reading.access()) {
        all.add(new Connection<>(making, () -> reading.ask(handle.get())));
      }
    }
    return all;
  }

  /** Whether handles of a type are known, though nothing that Boot connects to them is there. */
  boolean knows(Class<?> handleType) {
    return reading(handleType).isPresent();
  }

  private Optional<Reading<?, ?>> reading(Class<?> handleType) {
    return readings.stream().filter(one -> one.handle().isAssignableFrom(handleType)).findFirst();
  }

  /** The types of handles that can be connected here, for messages. */
  String handles() {
    return readings.stream()
        .filter(reading -> makings.stream().anyMatch(one -> one.access() == reading.access()))
        .map(reading -> reading.handle().getSimpleName())
        .collect(Collectors.joining(", "));
  }
}
