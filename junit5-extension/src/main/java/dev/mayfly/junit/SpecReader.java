package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.HandleFactory;
import dev.mayfly.lifetime.Problems;
import dev.mayfly.lifetime.ServiceSpec;
import dev.mayfly.lifetime.UnshareableValues;
import dev.mayfly.runtime.Orchestrator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a declaration asks for: which handle, which description, shared by whom. */
final class SpecReader {

  private final TestScope scope;
  private final @Nullable Object target;
  private final Problems problems;

  /**
   * A reader for one scope.
   *
   * @param target the object that has the fields, or null for static fields and parameters
   */
  SpecReader(TestScope scope, @Nullable Object target, Problems problems) {
    this.scope = scope;
    this.target = target;
    this.problems = problems;
  }

  /** Fills the field of a network if it is empty, and lets containers name the network. */
  Network network(Declaration declaration) {
    String name = declaration.place().replaceFirst(".* ", "");
    Network network = (Network) value(declaration, () -> Network.of(name));
    return network.bind(() -> scope.run().session().network(network).id());
  }

  /** Gives the declared field its handle if it is empty, and reads the whole description. */
  ServiceSpec container(Declaration declaration) {
    String image = declaration.annotation().image();
    Supplier<ContainerHandle> maker = () -> HandleFactory.make(declaration.type(), image);
    ContainerHandle handle = handle(declaration, maker);
    if (handle.slot().spec().starter() != null) {
      OtherTypes.check(declaration, problems);
    }
    Attributes attributes = new Attributes(declaration.annotation());
    ContainerSpec described = scope.inMatrix(handle.slot().spec(), declaration);
    ContainerSpec spec = attributes.addTo(described, problems.of(declaration.place()));
    attributes.contradiction(spec).ifPresent(problems.of(declaration.place()));
    DefaultScopes scopes = scope.run().defaultScopes();
    checkSharing(spec, declaration, scopes);
    if (scopes.of(declaration) == ContainerScope.SUITE && scope.hasSpringContext()) {
      scope.run().environment().isUsedUntilJvmEnds();
    }
    return declaration.asksFor(
        handle,
        onNamedNetwork(spec, declaration),
        scopes.pool(
            declaration,
            scope.run().environment(),
            () -> scope.classOf(declaration.owner()).scope().pool()));
  }

  private ContainerHandle handle(Declaration declaration, Supplier<ContainerHandle> maker) {
    OtherTypes others = scope.run().otherTypes();
    if (ContainerHandle.class.isAssignableFrom(declaration.type())) {
      return (ContainerHandle) value(declaration, maker);
    }
    return declaration.type() != RunningContainer.class && others.include(declaration)
        ? others.handle(declaration, value(declaration, maker))
        : maker.get();
  }

  private void checkSharing(ContainerSpec spec, Declaration declaration, DefaultScopes scopes) {
    if (scopes.of(declaration) == ContainerScope.BUILD) {
      try {
        Orchestrator.requireLeasable(spec, "it");
      } catch (DeclarationException e) {
        problems.add(declaration.place(), String.valueOf(e.getMessage()));
      }
    } else if (!declaration.isStatic() && scopes.isPooled(declaration)) {
      UnshareableValues.in(spec)
          .map(SpecReader::tooWide)
          .ifPresent(problems.of(declaration.place()));
    }
  }

  private static String tooWide(String lone) {
    return "its "
        + lone
        + " is made anew for each test, so no two tests could share the container; make that a"
        + " record, or the field static.";
  }

  private Object value(Declaration declaration, Supplier<?> maker) {
    return declaration
        .field()
        .map(field -> scope.run().fields().fill(field, target, maker))
        .orElseGet(maker);
  }

  private ContainerSpec onNamedNetwork(ContainerSpec spec, Declaration declaration) {
    String named = declaration.annotation().network();
    return named.isEmpty() ? spec : spec.network(scope.scope().network(named));
  }
}
