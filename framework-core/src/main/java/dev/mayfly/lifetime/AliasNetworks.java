package dev.mayfly.lifetime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NetworkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Networks on which containers that live at the same time never have the same name.
 *
 * <p>The first is the session's own network, and where nothing runs in parallel the only one.
 * Whoever brings a name that is taken there uses the next. A shared container's home is the network
 * of those who first wanted it, with whom it may talk; it joins later ones, under the same names or
 * others, for those who are there; it keeps all these names until it is forgotten. Thread-safe.
 */
final class AliasNetworks {

  /** Who has a name, by network; this object itself for containers that are not shared. */
  private final List<Map<String, Object>> taken = new ArrayList<>();

  private final Map<Object, Claim> homes = new HashMap<>();

  /**
   * A network, and the names on it that are taken until the claim is given up.
   *
   * @param number from 0; engines map a container's ports on that of its networks whose name sorts
   *     first, so joining a later one changes no port
   */
  record Claim(int number, Set<String> names) {

    NetworkSpec network() {
      return number == 0
          ? NetworkSpec.session()
          : NetworkSpec.of(String.format(Locale.ROOT, "lane-%03d", number));
    }

    /** The description on this network, unless it chooses networks itself. */
    ContainerSpec join(ContainerSpec spec) {
      return spec.networks().isEmpty() && number > 0 ? spec.network(network()) : spec;
    }
  }

  /**
   * Names that come onto a network together.
   *
   * @param own those of containers that nobody else has
   * @param shared those of each shared container
   */
  record Names(Set<String> own, Map<Object, Set<String>> shared) {

    static Names of(String... own) {
      return new Names(Set.of(own), Map.of());
    }

    Names and(Names others) {
      Set<String> allOwn = new HashSet<>(own);
      allOwn.addAll(others.own);
      Map<Object, Set<String>> allShared = new HashMap<>();
      shared.forEach((who, names) -> allShared.merge(who, names, Names::union));
      others.shared.forEach((who, names) -> allShared.merge(who, names, Names::union));
      return new Names(allOwn, allShared);
    }

    /** Whosever they are. */
    Set<String> all() {
      Set<String> all = new HashSet<>(own);
      shared.values().forEach(all::addAll);
      return all;
    }

    static Set<String> union(Set<String> some, Set<String> more) {
      Set<String> all = new LinkedHashSet<>(some);
      all.addAll(more);
      return all;
    }
  }

  /**
   * Takes names on the first network where they are free.
   *
   * @param brought the names that are brought
   * @param around the names that have to come along from network {@code from} to any other
   * @param from where to begin
   */
  synchronized Claim claim(Names brought, Names around, int from) {
    int number = from;
    Names names = brought;
    while (!fits(names, number)) {
      names = brought.and(around);
      number++;
    }
    Map<String, Object> network = network(number);
    names.own().forEach(name -> network.put(name, this));
    for (Map.Entry<Object, Set<String>> shared : names.shared().entrySet()) {
      homes.putIfAbsent(shared.getKey(), new Claim(number, shared.getValue()));
      shared.getValue().forEach(name -> network.put(name, shared.getKey()));
    }
    return new Claim(number, Set.copyOf(names.own()));
  }

  private boolean fits(Names names, int number) {
    Map<String, Object> network = network(number);
    return names.own().stream().noneMatch(network::containsKey)
        && names.shared().entrySet().stream()
            .allMatch(one -> fits(one.getKey(), one.getValue(), number, network));
  }

  private boolean fits(Object shared, Set<String> names, int number, Map<String, Object> network) {
    @Nullable Object owner = network.containsValue(shared) ? shared : null;
    Claim home = homes.get(shared);
    return (home == null || home.number() <= number)
        && names.stream().allMatch(name -> Objects.equals(network.get(name), owner));
  }

  private Map<String, Object> network(int number) {
    while (taken.size() <= number) {
      taken.add(new HashMap<>());
    }
    return taken.get(number);
  }

  /** The network on which a shared container starts, and its names there in their order. */
  synchronized Claim home(Object shared) {
    return homes.getOrDefault(shared, new Claim(0, Set.of()));
  }

  /** The names that a shared container has on a network. */
  synchronized Set<String> names(Object shared, Claim claim) {
    Map<String, Object> here = network(claim.number());
    return here.keySet().stream()
        .filter(name -> shared.equals(here.get(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  synchronized void leave(Claim claim) {
    taken.get(claim.number()).keySet().removeAll(claim.names());
  }

  /** A shared container is gone. */
  synchronized void forget(Object shared) {
    homes.remove(shared);
    taken.forEach(network -> network.values().removeIf(shared::equals));
  }
}
