package dev.mayfly.lifetime;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds which shared containers are meant by declarations that come into a scope together. */
final class Sharing {

  private final ServiceRegistry around;
  private final List<ServiceSpec> specs;
  private final IdentityHashMap<ServiceSpec, SharedContainer> found = new IdentityHashMap<>();

  private Sharing(ServiceRegistry around, List<ServiceSpec> specs) {
    this.around = around;
    this.specs = specs;
  }

  /**
   * The shared containers of those declarations that mean none of their own.
   *
   * @param around what else can be depended on
   */
  static Map<ServiceSpec, SharedContainer> of(ServiceRegistry around, List<ServiceSpec> specs) {
    Sharing sharing = new Sharing(around, specs);
    specs.forEach(sharing::find);
    return sharing.found;
  }

  private @Nullable SharedContainer find(ServiceSpec spec) {
    Pool pool = spec.pool();
    if (pool == null) {
      return null;
    }
    SharedContainer known = found.get(spec);
    if (known == null) {
      known = pool.get(spec, needs(spec));
      found.put(spec, known);
    }
    return known;
  }

  private Map<String, Object> needs(ServiceSpec spec) {
    Map<String, Object> needs = new HashMap<>();
    spec.dependsOn().forEach(name -> needs.put(name, needed(name)));
    return needs;
  }

  private Object needed(String name) {
    Optional<SharedContainer> here =
        specs.stream()
            .filter(ServiceSpec::isReferable)
            .filter(one -> one.name().equals(name))
            .findFirst()
            .map(this::find);
    return here.isPresent() ? here.get() : around.service(name).identity();
  }
}
