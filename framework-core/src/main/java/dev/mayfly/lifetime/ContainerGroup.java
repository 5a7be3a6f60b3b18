package dev.mayfly.lifetime;

import dev.mayfly.DeclarationException;
import dev.mayfly.HostNames;
import dev.mayfly.Slice;
import dev.mayfly.runtime.Containers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Containers that belong together, described: started side by side, each after those that it
 * depends on, and removed together.
 *
 * <pre>{@code
 * PostgresContainer db = PostgresContainer.of();
 * PostgresDatabase orders = PostgresDatabase.of();
 * GenericContainer shop = GenericContainer.of("shop:1").expose(8080);
 * ContainerGroup group =
 *     ContainerGroup.of(Member.of("db", db), Member.of("shop", shop).dependsOn("db"))
 *         .slice("db", orders);
 *
 * try (Containers containers = Containers.open();
 *     StartedGroup started = group.start(containers)) {
 *   get(shop.url(8080));
 * }
 * }</pre>
 *
 * <p>Groups of one session that use the same names get a network each. Immutable.
 */
public final class ContainerGroup {

  private final List<Member> members;
  private final List<Part> slices;

  private ContainerGroup(List<Member> members, List<Part> slices) {
    this.members = members;
    this.slices = slices;
  }

  /** A slice, the name of the container that it is one of, and how many came before it. */
  private record Part(String server, Slice handle, int number) {

    SliceSpec spec() {
      return new SliceSpec(place(), Integer.toString(number), handle, "the group");
    }

    String place() {
      return "slice of " + server;
    }
  }

  /** A group of these containers. */
  public static ContainerGroup of(Member... members) {
    return new ContainerGroup(List.of(members), List.of());
  }

  /** With one more container. */
  public ContainerGroup member(Member member) {
    return new ContainerGroup(Stream.concat(members.stream(), Stream.of(member)).toList(), slices);
  }

  /**
   * With a slice of one of its containers, or of a group around it; it is dropped with the group.
   *
   * @param server the container's name
   */
  public ContainerGroup slice(String server, Slice handle) {
    Part part = new Part(server, handle, slices.size());
    return new ContainerGroup(members, Stream.concat(slices.stream(), Stream.of(part)).toList());
  }

  /**
   * Starts all in a session, and waits until all is ready.
   *
   * @throws DeclarationException if the description can't work; then nothing was started
   * @throws dev.mayfly.ContainerStartException if one does not come to be ready; the others are
   *     given up then, and nothing is left
   */
  public StartedGroup start(Containers containers) {
    return start(Environment.of(containers), null);
  }

  /**
   * Starts all within another group, whose containers this one may name.
   *
   * @throws DeclarationException if the description can't work; then nothing was started
   * @throws dev.mayfly.ContainerStartException if one does not come to be ready; the others are
   *     given up then, and nothing of this group is left
   * @throws dev.mayfly.MayflyException if the other group was closed
   */
  public StartedGroup start(StartedGroup around) {
    around.scope().requireOpen("A group within another one");
    return start(around.scope().environment(), around.scope());
  }

  private StartedGroup start(Environment environment, @Nullable Scope around) {
    Scope scope = new Scope(environment, new ScopeStack(), around);
    try {
      Problems problems = new Problems();
      checkNames(scope, problems);
      checkSlices(scope, problems);
      Admission.of(members.stream().map(ContainerGroup::spec).toList(), scope, problems);
      scope.start();
      slices.forEach(one -> scope.slice(one.spec(), scope.registry().service(one.server())));
      return new StartedGroup(scope);
    } catch (RuntimeException | Error failure) {
      closeAfter(failure, scope);
      throw failure;
    }
  }

  private static void closeAfter(Throwable failure, Scope scope) {
    try {
      scope.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static ServiceSpec spec(Member member) {
    Set<String> names = new LinkedHashSet<>();
    names.add(member.name());
    names.add(member.name().toLowerCase(Locale.ROOT));
    names.addAll(member.aliases());
    return new ServiceSpec(
        member.place(),
        member.name(),
        true,
        names,
        member.dependsOn(),
        member.handle(),
        member.handle().slot().spec(),
        null);
  }

  private void checkNames(Scope scope, Problems problems) {
    DependencyCircles circles = new DependencyCircles(this::node, problems);
    Set<String> names = new HashSet<>();
    for (Member member : members) {
      if (!names.add(member.name())) {
        problems.add(member.place(), "another member of the group has its name.");
      }
      Stream.concat(Stream.of(member.name()), member.aliases().stream())
          .flatMap(name -> HostNames.problem(name).stream())
          .forEach(problems.of(member.place()));
      member.dependsOn().stream()
          .filter(name -> !isSeen(name, scope))
          .map(name -> "dependsOn names \"" + name + "\", " + containersHere(scope))
          .forEach(problems.of(member.place()));
      circles.follow(node(member));
    }
  }

  private void checkSlices(Scope scope, Problems problems) {
    for (Part one : slices) {
      Optional<Class<?>> server = handleType(one.server(), scope);
      Class<?> wanted = one.handle().getClass();
      if (server.isEmpty()) {
        problems.add(one.place(), "it names \"" + one.server() + "\", " + containersHere(scope));
      } else if (!SliceSpec.offeredBy(server.get()).equals(Optional.of(wanted))) {
        String type = server.get().getSimpleName();
        String name = wanted.getSimpleName();
        problems.add(one.place(), "a " + type + " offers no " + name + ".");
      }
    }
  }

  private Optional<Class<?>> handleType(String name, Scope scope) {
    return member(name)
        .map(Member::handle)
        .or(() -> around(name, scope).map(Service::handle))
        .map(Object::getClass);
  }

  private boolean isSeen(String name, Scope scope) {
    return member(name).isPresent() || around(name, scope).isPresent();
  }

  private Optional<Member> member(String name) {
    return members.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static Optional<Service> around(String name, Scope scope) {
    return scope.visible().stream().filter(one -> one.declared().name().equals(name)).findFirst();
  }

  private String containersHere(Scope scope) {
    List<String> names = new ArrayList<>(members.stream().map(Member::name).toList());
    scope.visible().forEach(service -> names.add(service.declared().name()));
    return "but the containers here are " + names + ".";
  }

  private Optional<DependencyCircles.Node> node(String name) {
    return member(name).map(ContainerGroup::node);
  }

  private static DependencyCircles.Node node(Member member) {
    return new DependencyCircles.Node(member.place(), member.name(), member.dependsOn());
  }
}
