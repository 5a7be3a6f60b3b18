package dev.mayfly.junit;

import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.junit.Lanes.Names;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes declarations into a scope: gives them their names and networks, and binds the handles. */
final class Intake {

  private final Scope scope;
  private final Problems problems;

  /**
   * An intake for one scope.
   *
   * @param problems what is known of the declarations that will come
   */
  Intake(Scope scope, Problems problems) {
    this.scope = scope;
    this.problems = problems;
  }

  /**
   * Takes in the instance fields of a test instance, unless that was done; for the scope of a class
   * only those whose containers its tests share.
   *
   * @throws dev.mayfly.DeclarationException if a field can't work
   */
  static void fieldsOf(Object instance, Scope scope) {
    scope.requireRight();
    if (scope.catalog().own().stream().noneMatch(service -> service.isOf(instance))) {
      List<Service> around = scope.catalog().visible();
      List<Declaration> fields =
          Declarations.fieldsOf(instance.getClass()).stream()
              .filter(field -> !field.isStatic())
              .filter(field -> around.stream().noneMatch(one -> one.isOf(instance, field)))
              .toList();
      if (scope.isOfClass()) {
        fields = sharedByTests(fields, scope.run().lifetimes());
      }
      Problems problems = new Problems();
      Declarations all = scope.catalog().declarations();
      DeclarationCheck check = new DeclarationCheck(all, scope.run(), problems);
      fields.forEach(field -> check.checkValue(field, instance));
      new Intake(scope, problems).take(fields, instance);
    }
  }

  /** Those with nothing about them that is fresh for each test. */
  private static List<Declaration> sharedByTests(List<Declaration> fields, Lifetimes lifetimes) {
    Set<String> fresh = new HashSet<>();
    fields.stream().filter(one -> !lifetimes.isPooled(one)).forEach(one -> fresh.add(one.name()));
    return fields.stream()
        .filter(lifetimes::isPooled)
        .filter(one -> !fresh.contains(one.annotation().network()))
        .filter(one -> Stream.of(one.annotation().dependsOn()).noneMatch(fresh::contains))
        .toList();
  }

  /**
   * The service of a parameter. Unless that was done, takes in all parameters of its method.
   *
   * @throws dev.mayfly.DeclarationException if a declaration of the class can't work
   */
  static Service parameter(Parameter parameter, Scope scope) {
    scope.requireRight();
    List<Service> own = scope.catalog().own();
    if (own.stream().noneMatch(service -> service.isOf(parameter))) {
      Intake intake = new Intake(scope, new Problems());
      for (Parameter beside : parameter.getDeclaringExecutable().getParameters()) {
        Declarations.of(beside)
            .map(one -> one.withFreeName(scope.catalog().names().all()))
            .ifPresent(declaration -> intake.take(List.of(declaration), null));
      }
    }
    return scope.catalog().own().stream()
        .filter(service -> service.isOf(parameter))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Takes in declarations that were checked; those with problems are left out.
   *
   * @param target the object that has the fields, or null
   * @throws dev.mayfly.DeclarationException if there is any problem; then nothing was taken in
   */
  void take(List<Declaration> declarations, @Nullable Object target) {
    Wiring wiring = new Wiring(scope, target, problems);
    List<Declaration> good = declarations.stream().filter(problems::none).toList();
    good.stream()
        .filter(Declaration::isNetwork)
        .forEach(one -> scope.catalog().add(one.name(), wiring.network(one)));
    List<Part> parts = good.stream().filter(one -> !one.isNetwork()).map(wiring::part).toList();
    problems.throwIfAny();
    Sharing sharing = new Sharing(scope, parts);
    boolean foreseen = declarations.stream().allMatch(Declaration::isStatic);
    Junction junction = junction(sharing.names(), foreseen);
    List<Service> fresh =
        parts.stream().map(one -> wiring.service(one, sharing.of(one), junction)).toList();
    wiring.checkClashes(fresh);
    problems.throwIfAny();
    scope.add(fresh);
  }

  /**
   * Where these meet each other and who is there.
   *
   * @param foreseen whether names were claimed for them if the class was started early
   */
  private Junction junction(Names brought, boolean foreseen) {
    Names around = scope.catalog().names();
    Set<String> own = new HashSet<>(brought.own());
    own.removeAll(around.own());
    int wanted = scope.laneNumber();
    Names names = new Names(own, brought.shared());
    Optional<Lane> early = foreseen ? scope.early().lane() : Optional.empty();
    Lane lane = early.orElseGet(() -> scope.run().lanes().claim(names, around, wanted));
    List<Service> guests = lane.number() == wanted ? List.of() : scope.catalog().visible();
    Junction junction = new Junction(lane, guests);
    if (!brought.own().isEmpty() || !brought.shared().isEmpty()) {
      scope.add(junction);
    }
    return junction;
  }
}
