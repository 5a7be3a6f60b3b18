package dev.mayfly.junit;

import dev.mayfly.lifetime.Admission;
import dev.mayfly.lifetime.Problems;
import dev.mayfly.lifetime.Service;
import dev.mayfly.lifetime.ServiceSpec;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings what is declared into a scope. */
final class Declaring {

  private final TestScope scope;
  private final Problems problems;

  /**
   * For one scope.
   *
   * @param problems what is known of the declarations that will come
   */
  Declaring(TestScope scope, Problems problems) {
    this.scope = scope;
    this.problems = problems;
  }

  /**
   * Takes in the instance fields of a test instance, unless that was done; for the scope of a class
   * only those whose containers its tests share.
   *
   * @throws dev.mayfly.DeclarationException if a field can't work
   */
  static void fieldsOf(Object instance, TestScope scope) {
    scope.requireRight();
    if (scope.own().stream().noneMatch(service -> service.isOf(instance))) {
      List<DeclaredService> around = scope.visible();
      List<Declaration> fields =
          Declarations.fieldsOf(instance.getClass()).stream()
              .filter(field -> !field.isStatic())
              .filter(field -> around.stream().noneMatch(one -> one.isOf(instance, field)))
              .filter(
                  field -> !scope.gave(EmptyFields.valueOf(field.field().orElseThrow(), instance)))
              .toList();
      if (scope.isOfClass()) {
        fields = sharedByTests(fields, scope.run().defaultScopes());
      }
      if (!fields.isEmpty()) {
        checked(fields, instance, scope);
      }
    }
  }

  private static void checked(List<Declaration> fields, Object instance, TestScope scope) {
    Problems problems = new Problems();
    DeclarationCheck check = new DeclarationCheck(scope.declarations(), scope.run(), problems);
    fields.forEach(field -> check.checkValue(field, instance));
    new Declaring(scope, problems).take(fields, instance);
  }

  /** Those with nothing about them that is fresh for each test. */
  private static List<Declaration> sharedByTests(List<Declaration> fields, DefaultScopes scopes) {
    Set<String> fresh = new HashSet<>();
    fields.stream().filter(one -> !scopes.isPooled(one)).forEach(one -> fresh.add(one.name()));
    return fields.stream()
        .filter(scopes::isPooled)
        .filter(one -> !fresh.contains(one.annotation().network()))
        .filter(one -> Stream.of(one.annotation().dependsOn()).noneMatch(fresh::contains))
        .toList();
  }

  /**
   * The service of a parameter. Unless that was done, takes in all parameters of its method.
   *
   * @throws dev.mayfly.DeclarationException if a declaration of the class can't work
   */
  static DeclaredService parameter(Parameter parameter, TestScope scope) {
    scope.requireRight();
    if (scope.own().stream().noneMatch(service -> service.isOf(parameter))) {
      Declaring declaring = new Declaring(scope, new Problems());
      for (Parameter beside : parameter.getDeclaringExecutable().getParameters()) {
        Declarations.of(beside)
            .map(one -> one.withFreeName(scope.scope().names()))
            .ifPresent(declaration -> declaring.take(List.of(declaration), null));
      }
    }
    return scope.own().stream()
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
    SpecReader reader = new SpecReader(scope, target, problems);
    List<Declaration> good =
        declarations.stream().filter(one -> problems.none(one.place())).toList();
    good.stream()
        .filter(Declaration::isNetwork)
        .forEach(one -> scope.scope().add(one.name(), reader.network(one)));
    List<Declaration> containers = good.stream().filter(one -> !one.isNetwork()).toList();
    List<ServiceSpec> specs = containers.stream().map(reader::container).toList();
    List<Service> services = Admission.of(specs, scope.scope(), problems);
    List<DeclaredService> fresh = new ArrayList<>();
    for (int i = 0; i < services.size(); i++) {
      fresh.add(new DeclaredService(containers.get(i), target, services.get(i)));
    }
    scope.add(fresh);
  }
}
