package dev.mayfly.lifetime;

import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.lifetime.AliasNetworks.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes what is asked for into a scope: gives it names and networks, and binds the handles. */
public final class Admission {

  private final Scope scope;
  private final List<ServiceSpec> specs;
  private final Map<ServiceSpec, SharedContainer> shared;

  private Admission(Scope scope, List<ServiceSpec> specs) {
    this.scope = scope;
    this.specs = specs;
    boolean none = specs.stream().allMatch(spec -> spec.pool() == null);
    this.shared = none ? Map.of() : Sharing.of(scope.registry(), specs);
  }

  /**
   * Takes in what is asked for together; its handles start their containers from now on.
   *
   * @param problems what is known of it; what else is wrong is added
   * @return the services, one for each
   * @throws dev.mayfly.DeclarationException if there is any problem; then nothing was taken in
   */
  public static List<Service> of(List<ServiceSpec> specs, Scope scope, Problems problems) {
    problems.throwIfAny();
    List<ServiceSpec> placed =
        scope.environment().settings().engines().isEmpty()
            ? specs
            : new EngineChoice(scope).place(specs);
    List<Service> fresh = new Admission(scope, placed).services(problems);
    problems.throwIfAny();
    scope.add(fresh);
    return fresh;
  }

  private List<Service> services(Problems problems) {
    specs.forEach(spec -> checkEngine(spec, problems));
    GroupNetwork network = network(names());
    List<Service> around = scope.registry().visible();
    List<Service> fresh = new ArrayList<>();
    specs.forEach(spec -> fresh.add(new Service(spec, shared.get(spec), network, scope)));
    if (fresh.size() + around.size() > 1) {
      new Clashes(problems).check(fresh, around);
      checkBorders(fresh, around, problems);
    }
    return fresh;
  }

  /** Where all are on one engine there is nothing to look at. */
  private void checkBorders(List<Service> fresh, List<Service> around, Problems problems) {
    List<Service> all = new ArrayList<>(around);
    all.addAll(fresh);
    if (all.stream().map(service -> service.spec().engine()).distinct().count() > 1) {
      EngineBorders borders = new EngineBorders(scope.environment(), problems);
      for (int i = around.size(); i < all.size(); i++) {
        Service service = all.get(i);
        all.subList(0, i).forEach(other -> borders.check(service, other));
      }
    }
  }

  private void checkEngine(ServiceSpec spec, Problems problems) {
    if (spec.container().engine() != null) {
      scope
          .environment()
          .settings()
          .engineProblem(spec.container())
          .ifPresent(problems.of(spec.place()));
    }
  }

  /** The names that come onto a network. */
  private Names names() {
    Set<String> own = new HashSet<>();
    Map<Object, Set<String>> common = new HashMap<>();
    for (ServiceSpec spec : specs) {
      SharedContainer its = shared.get(spec);
      if (its == null) {
        own.addAll(spec.aliases());
      } else if (spec.choosesNoNetwork()) {
        common.merge(its, spec.aliases(), Names::union);
      }
    }
    return new Names(own, common);
  }

  /** Where these meet each other and who is there. */
  private GroupNetwork network(Names brought) {
    Names around = scope.registry().names();
    Set<String> own = new HashSet<>(brought.own());
    own.removeAll(around.own());
    int wanted = scope.networkNumber();
    Names names = new Names(own, brought.shared());
    Claim claim =
        scope
            .early()
            .flatMap(group -> group.claimFor(specs))
            .orElseGet(() -> scope.environment().networks().claim(names, around, wanted));
    List<Service> guests = claim.number() == wanted ? List.of() : scope.registry().visible();
    GroupNetwork network = new GroupNetwork(claim, guests.stream().map(Admission::guest).toList());
    if (!brought.own().isEmpty() || !brought.shared().isEmpty()) {
      scope.add(network);
    }
    return network;
  }

  private static GroupNetwork.Guest guest(Service service) {
    return service::visit;
  }
}
