package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.MayflyException;
import dev.mayfly.lifetime.DependencyCircles;
import dev.mayfly.lifetime.Problems;
import dev.mayfly.lifetime.UnshareableValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Initialises the classes whose static fields a scope declares, and takes in those of them that the
 * initialisers themselves ask for their containers.
 */
final class StaticInitializer {

  private final TestScope scope;
  private final List<Declaration> statics;

  /**
   * An initialisation that is to come.
   *
   * @param statics the static fields that the scope's class adds to those around it
   */
  StaticInitializer(TestScope scope, List<Declaration> statics) {
    this.scope = scope;
    this.statics = List.copyOf(statics);
  }

  /**
   * Does it; what an initialiser throws comes as from any other first use of its class, but for
   * what Mayfly refuses in it.
   */
  void run() {
    ContainerSlot.binding(
        this::bind,
        () -> statics.stream().map(Declaration::owner).distinct().forEach(this::initialize));
  }

  private void initialize(Class<?> type) {
    try {
      Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new MayflyException(
          "Can't initialise " + type.getName() + ", which was found before", e);
    } catch (ExceptionInInitializerError e) {
      throw FailedInitializer.explained(type, e);
    }
  }

  private void bind(ContainerSlot slot) {
    List<Declaration> taken = scope.taken();
    statics.stream()
        .filter(one -> !taken.contains(one))
        .filter(one -> value(one).map(ContainerHandle::slot).filter(slot::equals).isPresent())
        .findFirst()
        .ifPresent(this::takeWithNeeds);
  }

  private static Optional<ContainerHandle> value(Declaration declaration) {
    return declaration
        .field()
        .map(field -> EmptyFields.valueOf(field, null))
        .filter(ContainerHandle.class::isInstance)
        .map(ContainerHandle.class::cast);
  }

  private void takeWithNeeds(Declaration asked) {
    Set<Declaration> all = new LinkedHashSet<>();
    addWithNeeds(asked, all);
    all.removeAll(scope.taken());
    Problems problems = new Problems();
    all.forEach(one -> check(one, problems));
    new DependencyCircles(scope.declarations()::node, problems).follow(asked.node());
    problems.throwIfAny();
    scope.scope().enterOnce();
    new Declaring(scope, problems).take(List.copyOf(all), null);
  }

  private void addWithNeeds(Declaration declaration, Set<Declaration> all) {
    if (all.add(declaration)) {
      Container annotation = declaration.annotation();
      Stream.concat(Stream.of(annotation.dependsOn()), Stream.of(annotation.network()))
          .flatMap(name -> scope.declarations().field(name).stream())
          .filter(statics::contains)
          .forEach(needed -> addWithNeeds(needed, all));
    }
  }

  private void check(Declaration declaration, Problems problems) {
    Optional<ContainerHandle> value = value(declaration);
    if (value.isEmpty() && FieldValues.mayHaveOne(declaration)) {
      problems.add(
          declaration.place(),
          "its class's initialiser needs it before it has given it a value; declare it above"
              + " what needs it.");
      return;
    }
    new DeclarationCheck(scope.declarations(), scope.run(), problems).check(declaration);
    value
        .flatMap(handle -> UnshareableValues.lambdasOf(declaration.owner(), handle.slot().spec()))
        .ifPresent(lambda -> problems.add(declaration.place(), stuck(lambda)));
  }

  /** No other thread can run code of a class that is still being initialised. */
  private static String stuck(String lambda) {
    return "its class's initialiser waits for it, and it waits for the initialiser's end to run its "
        + lambda
        + "; put that into another class, or ask for the container later.";
  }
}
