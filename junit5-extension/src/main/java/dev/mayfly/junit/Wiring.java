package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Network;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.runtime.Containers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns declarations into services: which handle, which description, which names on a network. */
final class Wiring {

  private final Scope scope;
  private final @Nullable Object target;
  private final Problems problems;

  /**
   * A wiring for one scope.
   *
   * @param target the object that has the fields, or null for static fields and parameters
   */
  Wiring(Scope scope, @Nullable Object target, Problems problems) {
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
  Part part(Declaration declaration) {
    String image = declaration.annotation().image();
    Supplier<ContainerHandle> maker = () -> HandleFactory.make(declaration.type(), image);
    boolean handleInField = ContainerHandle.class.isAssignableFrom(declaration.type());
    ContainerHandle handle =
        (ContainerHandle) (handleInField ? value(declaration, maker) : maker.get());
    Attributes attributes = new Attributes(declaration.annotation());
    ContainerSpec described = scope.inMatrix(handle.slot().spec(), declaration);
    ContainerSpec spec = attributes.addTo(described, problems.of(declaration));
    attributes.contradiction(spec).ifPresent(problems.of(declaration));
    checkSharing(spec, declaration);
    return new Part(declaration, handle, onNamedNetwork(spec, declaration));
  }

  private void checkSharing(ContainerSpec spec, Declaration declaration) {
    Lifetimes lifetimes = scope.run().lifetimes();
    if (lifetimes.of(declaration) == ContainerScope.BUILD) {
      try {
        Containers.requireLeasable(spec, "it");
      } catch (DeclarationException e) {
        problems.add(declaration, String.valueOf(e.getMessage()));
      }
    } else if (!declaration.isStatic() && lifetimes.isPooled(declaration)) {
      LoneValues.in(spec).map(this::tooWide).ifPresent(problems.of(declaration));
    }
  }

  /**
   * The service of a container.
   *
   * @param shared what it shares with others, if it does
   */
  Service service(Part part, Optional<Shared> shared, Junction junction) {
    return new Service(part, shared.orElse(null), target, junction, scope);
  }

  private String tooWide(String lone) {
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
    return named.isEmpty() ? spec : spec.network(scope.catalog().network(named));
  }

  /** Finds services that would have the same name on the same network, port or handle. */
  void checkClashes(List<Service> fresh) {
    List<Service> others = new ArrayList<>(scope.catalog().visible());
    for (Service service : fresh) {
      others.forEach(other -> checkAliases(service, other));
      others.forEach(other -> checkPorts(service, other));
      others.forEach(other -> checkHandles(service, other));
      others.add(service);
    }
  }

  private void checkPorts(Service service, Service other) {
    Set<String> common = new TreeSet<>(service.spec().chosenPorts());
    common.retainAll(other.spec().chosenPorts());
    if (!common.isEmpty() && !service.identity().equals(other.identity())) {
      problems.add(
          service.declaration(),
          "it wants port "
              + String.join(" and port ", common)
              + " of this machine, as does "
              + other.declaration().place()
              + "; let one of them have another port, or a free one.");
    }
  }

  private void checkHandles(Service service, Service other) {
    if (service.handle().slot() == other.handle().slot()
        && !service.identity().equals(other.identity())) {
      problems.add(
          service.declaration(),
          "its value is the very object that "
              + other.declaration().place()
              + " has, which could not tell their two containers apart; give each field a value of"
              + " its own.");
    }
  }

  private void checkAliases(Service service, Service other) {
    for (NetworkAttachment mine : attachments(service)) {
      Optional<NetworkAttachment> common =
          attachments(other).stream()
              .filter(its -> its.network().equals(mine.network()))
              .findFirst();
      Set<String> names = names(service, mine);
      names.retainAll(common.map(its -> names(other, its)).orElse(Set.of()));
      if (!names.isEmpty()) {
        problems.add(
            service.declaration(),
            "on network \""
                + mine.network().name()
                + "\" it is called "
                + names
                + ", as is "
                + other.declaration().place()
                + "; rename one of them or give it another network.");
      }
    }
  }

  /** The networks of a service; all lanes count as one, since services may meet on any. */
  private static List<NetworkAttachment> attachments(Service service) {
    List<NetworkAttachment> own = service.spec().networks();
    if (own.isEmpty()) {
      return List.of(new NetworkAttachment(NetworkSpec.session(), List.of()));
    }
    NetworkSpec lane = service.junction().network();
    return own.stream()
        .map(
            one ->
                one.network().equals(lane)
                    ? new NetworkAttachment(NetworkSpec.session(), one.aliases())
                    : one)
        .toList();
  }

  private static Set<String> names(Service service, NetworkAttachment attachment) {
    Set<String> names = new TreeSet<>();
    Stream.concat(service.declaration().aliases().stream(), attachment.aliases().stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .forEach(names::add);
    return names;
  }
}
