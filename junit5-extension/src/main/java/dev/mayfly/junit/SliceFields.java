package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.Slice;
import dev.mayfly.lifetime.SliceSpec;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives fields and parameters the slices that they declare, each of its container. */
final class SliceFields {

  private final TestScope scope;
  private final String user;

  /**
   * For one scope.
   *
   * @param user for whom the slices are made, as messages say it
   */
  SliceFields(TestScope scope, String user) {
    this.scope = scope;
    this.user = user;
  }

  /**
   * Makes the slice of a field, and gives the field a handle if it has no value.
   *
   * @param target the object that has the field, or null
   */
  void field(SliceDeclaration declared, @Nullable Object target) {
    scope.requireRight();
    Field field = declared.field().orElseThrow();
    Object value = EmptyFields.valueOf(field, target);
    if (scope.gave(value)) {
      return;
    }
    boolean scripts = declared.annotation().scripts().length > 0;
    if (value != null && scripts && !scope.run().fields().filledWith(value)) {
      throw wrong(declared, "it has both a value and scripts; drop one of them.");
    }
    make(declared, (Slice) scope.run().fields().fill(field, target, () -> handle(declared)));
  }

  /** The handle of a parameter, its slice made. */
  Slice parameter(SliceDeclaration declared) {
    Slice handle = handle(declared);
    make(declared, handle);
    return handle;
  }

  private static Slice handle(SliceDeclaration declared) {
    try {
      return declared.handle();
    } catch (IllegalArgumentException e) {
      throw wrong(declared, e.getMessage());
    }
  }

  private static DeclarationException wrong(SliceDeclaration declared, @Nullable String problem) {
    return new DeclarationException("Wrong declaration, " + declared.place() + ": " + problem);
  }

  private void make(SliceDeclaration declared, Slice handle) {
    SliceSpec spec = new SliceSpec(declared.place(), declared.annotation().name(), handle, user);
    if (!scope.scope().hasSlice(spec)) {
      scope.scope().slice(spec, server(declared).service());
    }
  }

  private DeclaredService server(SliceDeclaration declared) {
    Map<Declaration, DeclaredService> candidates = candidates(declared);
    try {
      Declaration server = declared.server(List.copyOf(candidates.keySet()));
      return Objects.requireNonNull(candidates.get(server));
    } catch (IllegalArgumentException e) {
      throw wrong(declared, freshForEachTest(declared).orElse(e.getMessage()));
    }
  }

  /** Fields, and the parameters beside it by the names that they have there. */
  private Map<Declaration, DeclaredService> candidates(SliceDeclaration declared) {
    Map<Declaration, DeclaredService> candidates = new LinkedHashMap<>();
    List<Declaration> beside = declared.beside();
    for (DeclaredService one : seenBy(declared)) {
      Stream<Declaration> known =
          one.declaration().isParameter()
              ? beside.stream().filter(it -> one.isOf(it.element()))
              : Stream.of(one.declaration());
      known.forEach(declaration -> candidates.put(declaration, one));
    }
    return candidates;
  }

  /** What a method or field of an outer class means is not changed by a class within. */
  private List<DeclaredService> seenBy(SliceDeclaration declared) {
    List<DeclaredService> all = scope.visible();
    TestScope own = scope.classOf(declared.owner());
    List<DeclaredService> seen =
        all.stream().filter(one -> own.isWithin(scope.classOf(one.declaration().owner()))).toList();
    return seen.isEmpty() ? all : seen;
  }

  /** Why a container that is declared is not there yet. */
  private Optional<String> freshForEachTest(SliceDeclaration declared) {
    try {
      Declaration container = declared.server(scope.declarations().fields());
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
}
