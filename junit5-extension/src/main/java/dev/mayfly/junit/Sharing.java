package dev.mayfly.junit;

import dev.mayfly.junit.Lanes.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds which shared containers are meant by declarations that come into a scope together. */
final class Sharing {

  private final Scope scope;
  private final List<Part> parts;
  private final Map<Part, Shared> found = new HashMap<>();

  Sharing(Scope scope, List<Part> parts) {
    this.scope = scope;
    this.parts = parts;
    parts.forEach(this::of);
  }

  /** The shared container that is meant, if the declaration does not mean one of its own. */
  Optional<Shared> of(Part part) {
    Declaration declaration = part.declaration();
    Lifetimes lifetimes = scope.run().lifetimes();
    if (!lifetimes.isPooled(declaration)) {
      return Optional.empty();
    }
    Shared known = found.get(part);
    if (known == null) {
      ContainerScope width = lifetimes.of(declaration);
      boolean inClass = width == ContainerScope.CLASS;
      Pool pool = inClass ? scope.classOf(declaration.owner()).pool() : scope.run().pool();
      known = pool.get(key(part, width));
      found.put(part, known);
    }
    return Optional.of(known);
  }

  /** In a class each name is a container; in the run names differ, and a lane bridges that. */
  private Pool.Key key(Part part, ContainerScope width) {
    List<String> names = new ArrayList<>();
    if (width == ContainerScope.CLASS || !part.isOnLane()) {
      names.addAll(part.declaration().aliases());
    }
    Map<String, Object> needs = new TreeMap<>();
    for (String name : part.declaration().annotation().dependsOn()) {
      needs.put(name, needed(name));
    }
    return new Pool.Key(width, names, part.spec(), needs);
  }

  private Object needed(String name) {
    Optional<Shared> here =
        parts.stream()
            .filter(one -> one.declaration().field().isPresent())
            .filter(one -> one.declaration().name().equals(name))
            .findFirst()
            .flatMap(this::of);
    return here.isPresent() ? here.get() : scope.catalog().service(name).identity();
  }

  /** The names that the declarations bring onto a lane. */
  Names names() {
    Set<String> own = new HashSet<>();
    Map<Object, Set<String>> shared = new HashMap<>();
    for (Part part : parts) {
      Set<String> aliases = part.declaration().aliases();
      Optional<Shared> its = of(part);
      if (its.isEmpty()) {
        own.addAll(aliases);
      } else if (part.isOnLane()) {
        shared.merge(its.get(), aliases, Names::union);
      }
    }
    return new Names(own, shared);
  }
}
