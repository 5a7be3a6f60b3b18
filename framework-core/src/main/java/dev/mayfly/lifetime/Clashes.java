package dev.mayfly.lifetime;

import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds services that would have the same name on the same network, port or handle. */
final class Clashes {

  private final Problems problems;

  Clashes(Problems problems) {
    this.problems = problems;
  }

  /**
   * Looks at services that are to come.
   *
   * @param around those that they will live beside
   */
  void check(List<Service> fresh, List<Service> around) {
    List<Service> others = new ArrayList<>(around);
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
          service.declared().place(),
          "it wants port "
              + String.join(" and port ", common)
              + " of this machine, as does "
              + other.declared().place()
              + "; let one of them have another port, or a free one.");
    }
  }

  private void checkHandles(Service service, Service other) {
    if (service.handle().slot() == other.handle().slot()
        && !service.identity().equals(other.identity())) {
      problems.add(
          service.declared().place(),
          "its value is the very object that "
              + other.declared().place()
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
            service.declared().place(),
            "on network \""
                + mine.network().name()
                + "\" it is called "
                + names
                + ", as is "
                + other.declared().place()
                + "; rename one of them or give it another network.");
      }
    }
  }

  /** Its networks; all that were not chosen count as one, since services may meet on any. */
  private static List<NetworkAttachment> attachments(Service service) {
    List<NetworkAttachment> own = service.spec().networks();
    if (own.isEmpty()) {
      return List.of(new NetworkAttachment(NetworkSpec.session(), List.of()));
    }
    NetworkSpec common = service.groupNetwork();
    return own.stream()
        .map(
            one ->
                one.network().equals(common)
                    ? new NetworkAttachment(NetworkSpec.session(), one.aliases())
                    : one)
        .toList();
  }

  private static Set<String> names(Service service, NetworkAttachment attachment) {
    Set<String> names = new TreeSet<>();
    Stream.concat(service.declared().aliases().stream(), attachment.aliases().stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .forEach(names::add);
    return names;
  }
}
