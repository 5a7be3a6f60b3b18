package dev.mayfly.junit;

import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.Service;
import java.lang.reflect.Field;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A field or parameter, and the service that its container is. */
final class DeclaredService {

  private final Declaration declaration;
  private final @Nullable Object target;
  private final Service service;
  private volatile boolean filled;

  /**
   * A declaration that came into a scope.
   *
   * @param target the object that has the field, or null
   */
  DeclaredService(Declaration declaration, @Nullable Object target, Service service) {
    this.declaration = declaration;
    this.target = target;
    this.service = service;
  }

  Declaration declaration() {
    return declaration;
  }

  Service service() {
    return service;
  }

  /** Whether this is the service of a parameter, or of a field of an object. */
  boolean isOf(Object parameterOrInstance) {
    return target == parameterOrInstance || declaration.element().equals(parameterOrInstance);
  }

  /** Whether this is the service of that field of an object. */
  boolean isOf(Object instance, Declaration field) {
    return target == instance && declaration.equals(field);
  }

  /** What a parameter is given: the handle or the running container. */
  Object value() {
    return isRunning() ? service.running() : service.declared().handle();
  }

  /** Gives a field of type {@link RunningContainer} its value. */
  void fill(EmptyFields fields) {
    Optional<Field> field = runningField();
    if (field.isPresent() && service.declared().pool() != null) {
      fields.share(field.get(), target, service.running());
    } else if (field.isPresent()) {
      fields.lend(declaration, field.get(), target, service.running());
      filled = true;
    }
  }

  /** Takes the value back, unless others have the container too. */
  void empty() {
    runningField().filter(field -> filled).ifPresent(field -> EmptyFields.set(field, target, null));
  }

  private Optional<Field> runningField() {
    return declaration.field().filter(field -> isRunning());
  }

  private boolean isRunning() {
    return declaration.type() == RunningContainer.class;
  }
}
