package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.SliceSlot.Made;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The slices of one scope: each is made once for it, and dropped when it closes. Thread-safe. */
final class Slices {

  private final Scope scope;
  private final Map<Key, Lazy<Held>> held = new ConcurrentHashMap<>();
  private final List<SliceSlot> slots = new CopyOnWriteArrayList<>();

  Slices(Scope scope) {
    this.scope = scope;
  }

  /** What makes two declarations one slice. */
  private record Key(String name, Service server, Object content) {}

  /** A slice and where it goes back to. */
  private record Held(SliceShop<?> shop, Made made) {}

  /**
   * Makes the slice of a field, and gives the field a handle if it has no value.
   *
   * @param target the object that has the field, or null
   */
  void field(IsolatedDeclaration isolated, @Nullable Object target, String test) {
    scope.requireRight();
    Field field = isolated.field().orElseThrow();
    Object value = EmptyFields.valueOf(field, target);
    boolean scripts = isolated.annotation().scripts().length > 0;
    if (value != null && scripts && !scope.run().fields().filledWith(value)) {
      throw wrong(isolated, "it has both a value and scripts; drop one of them.");
    }
    make(isolated, (Slice) scope.run().fields().fill(field, target, () -> handle(isolated)), test);
  }

  /** The handle of a parameter, its slice made. */
  Slice parameter(IsolatedDeclaration isolated, String test) {
    Slice handle = handle(isolated);
    make(isolated, handle, test);
    return handle;
  }

  private static Slice handle(IsolatedDeclaration isolated) {
    try {
      return isolated.handle();
    } catch (IllegalArgumentException e) {
      throw wrong(isolated, e.getMessage());
    }
  }

  private static DeclarationException wrong(
      IsolatedDeclaration isolated, @Nullable String problem) {
    return new DeclarationException("Wrong declaration, " + isolated.place() + ": " + problem);
  }

  private void make(IsolatedDeclaration isolated, Slice handle, String test) {
    Service server = server(isolated);
    RunningContainer container = server.running();
    SliceShop<?> shop =
        scope.run().slices().of(container, server.handle(), handle, isolated.place());
    Object content = shop.content(handle, isolated.place());
    Key key = new Key(isolated.annotation().name(), server, content);
    Lazy<Held> slice =
        held.computeIfAbsent(
            key,
            fresh ->
                new Lazy<>(() -> new Held(shop, shop.take(handle, content, isolated.place()))));
    Made made = slice.get().made();
    handle.slot().bind(scope, test, () -> made);
    handle.slot().enter(scope);
    slots.add(handle.slot());
  }

  private Service server(IsolatedDeclaration isolated) {
    List<Service> visible = seenBy(isolated);
    try {
      Declaration server = isolated.server(visible.stream().map(Service::declaration).toList());
      return visible.stream()
          .filter(one -> one.declaration().equals(server))
          .findFirst()
          .orElseThrow();
    } catch (IllegalArgumentException e) {
      throw wrong(isolated, freshForEachTest(isolated).orElse(e.getMessage()));
    }
  }

  /** What a method or field of an outer class means is not changed by a class within. */
  private List<Service> seenBy(IsolatedDeclaration isolated) {
    List<Service> all = scope.catalog().fromOutside();
    Scope own = scope.classOf(isolated.owner());
    List<Service> seen =
        all.stream().filter(one -> own.isWithin(scope.classOf(one.declaration().owner()))).toList();
    return seen.isEmpty() ? all : seen;
  }

  /** Why a container that is declared is not there yet. */
  private Optional<String> freshForEachTest(IsolatedDeclaration isolated) {
    try {
      String container = isolated.server(scope.catalog().declarations().fields()).place();
      return Optional.of(
          container
              + " is fresh for each test, and is not there before. Make it static, or ask for the"
              + " slice in a test or a @BeforeEach method.");
    } catch (IllegalArgumentException nothingOffersIt) {
      return Optional.empty();
    }
  }

  void enter() {
    slots.forEach(slot -> slot.enter(scope));
  }

  /** The thread works neither for this scope nor for those around it. */
  void leaveAll() {
    slots.forEach(SliceSlot::leave);
    scope.around().ifPresent(around -> around.slices().leaveAll());
  }

  /** Takes the slices back and drops them in the background. */
  void close() {
    slots.forEach(slot -> slot.unbind(scope));
    held.values()
        .forEach(slice -> slice.ifMade().ifPresent(one -> one.shop().giveBack(one.made())));
  }
}
