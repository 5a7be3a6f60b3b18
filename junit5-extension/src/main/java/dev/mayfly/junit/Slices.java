package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.SliceSlot.Made;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The slices of one scope: each is made once for it, and dropped when it closes. Thread-safe. */
final class Slices {

  private final Scope scope;
  private final Map<Key, Lazy<Held>> held = new ConcurrentHashMap<>();
  private final Map<SliceSlot, Bound> slots = new ConcurrentHashMap<>();

  Slices(Scope scope) {
    this.scope = scope;
  }

  /** What makes two declarations one slice. */
  private record Key(String name, Service server, Object content) {}

  /** A slice and where it goes back to. */
  private record Held(SliceShop<?> shop, Made made) {}

  /** Which declaration gave a slot which slice. */
  private record Bound(IsolatedDeclaration isolated, Key key) {}

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
    Bound around = boundAround(handle.slot());
    if (around != null) {
      if (around.isolated().element().equals(isolated.element())) {
        return; // inherited both by this class and by one around it
      }
      throw sameObject(isolated, around);
    }
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
    Bound other = slots.putIfAbsent(handle.slot(), new Bound(isolated, key));
    if (other != null && !other.key().equals(key)) {
      throw sameObject(isolated, other);
    }
    Made made = new Made(container, slice.get().made().name());
    handle.slot().bind(scope, test, () -> made);
    handle.slot().enter(scope);
  }

  private @Nullable Bound boundAround(SliceSlot slot) {
    Scope around = scope.around().orElse(null);
    if (around == null) {
      return null;
    }
    Bound bound = around.slices().slots.get(slot);
    return bound != null ? bound : around.slices().boundAround(slot);
  }

  private static DeclarationException sameObject(IsolatedDeclaration isolated, Bound other) {
    return wrong(
        isolated,
        "its value is the very object that "
            + other.isolated().place()
            + " has, which could not tell their two slices apart; give each field a value of its"
            + " own.");
  }

  private Service server(IsolatedDeclaration isolated) {
    Map<Declaration, Service> candidates = candidates(isolated);
    try {
      Declaration server = isolated.server(List.copyOf(candidates.keySet()));
      return Objects.requireNonNull(candidates.get(server));
    } catch (IllegalArgumentException e) {
      throw wrong(isolated, freshForEachTest(isolated).orElse(e.getMessage()));
    }
  }

  /** Fields, and the parameters beside it by the names that they have there. */
  private Map<Declaration, Service> candidates(IsolatedDeclaration isolated) {
    Map<Declaration, Service> candidates = new LinkedHashMap<>();
    List<Declaration> beside = isolated.beside();
    for (Service one : seenBy(isolated)) {
      Stream<Declaration> known =
          one.declaration().isParameter()
              ? beside.stream().filter(it -> one.isOf(it.element()))
              : Stream.of(one.declaration());
      known.forEach(declaration -> candidates.put(declaration, one));
    }
    return candidates;
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
      Declaration container = isolated.server(scope.catalog().declarations().fields());
      if (container.isStatic()) {
        return Optional.empty();
      }
      return Optional.of(
          container.place()
              + " is fresh for each test, and is not there before. Make it static, or ask for the"
              + " slice in a test or a @BeforeEach method.");
    } catch (IllegalArgumentException nothingOffersIt) {
      return Optional.empty();
    }
  }

  void enter() {
    slots.keySet().forEach(slot -> slot.enter(scope));
  }

  /** The thread works neither for this scope nor for those around it. */
  void leaveAll() {
    slots.keySet().forEach(SliceSlot::leave);
    scope.around().ifPresent(around -> around.slices().leaveAll());
  }

  /** Takes the slices back and drops them in the background. */
  void close() {
    slots.keySet().forEach(slot -> slot.unbind(scope));
    held.values()
        .forEach(slice -> slice.ifMade().ifPresent(one -> one.shop().giveBack(one.made())));
  }
}
