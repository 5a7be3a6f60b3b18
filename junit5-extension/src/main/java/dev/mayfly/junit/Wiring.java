package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns declarations into services: which handle, which description, which names on a network. */
final class Wiring {

  private final Scope scope;
  private final @Nullable Object target;
  private final Problems problems = new Problems();

  Wiring(Scope scope, @Nullable Object target) {
    this.scope = scope;
    this.target = target;
  }

  List<Service> services(List<Declaration> declarations) {
    List<Service> services = new ArrayList<>();
    for (Declaration declaration : declarations) {
      try {
        ContainerHandle handle = handle(declaration);
        ContainerSpec spec =
            new Attributes(declaration.annotation())
                .addTo(handle.slot().spec(), problem -> problems.add(declaration, problem));
        services.add(new Service(declaration, handle, spec, target, scope));
      } catch (IllegalArgumentException e) {
        problems.add(declaration, String.valueOf(e.getMessage()));
      }
    }
    problems.throwIfAny();
    return services;
  }

  private ContainerHandle handle(Declaration declaration) {
    Field field = declaration.field();
    String image = declaration.annotation().image();
    if (field == null) {
      return HandleFactory.make(declaration.type(), image);
    }
    return (ContainerHandle)
        scope
            .run()
            .fields()
            .fill(field, target, () -> HandleFactory.make(declaration.type(), image));
  }
}
