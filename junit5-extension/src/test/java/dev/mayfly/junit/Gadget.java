package dev.mayfly.junit;

import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ForeignStart;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container as a library has it that starts its containers itself. */
final class Gadget {

  final ContainerSlot slot;
  private final String image;
  private volatile @Nullable InMemoryEngine engine;

  Gadget(String image) {
    this.image = image;
    this.slot = ContainerSlot.of(ContainerSpec.of("gadget:0").startedBy(this::start));
  }

  /** Lets it know where its library starts it. */
  void on(InMemoryEngine known) {
    engine = known;
  }

  String image() {
    return image;
  }

  private void start(ForeignStart<ContainerSpec> start) {
    InMemoryEngine known = Objects.requireNonNull(engine);
    List<Endpoint> networks =
        start.network().map(id -> List.of(new Endpoint(id, start.aliases()))).orElse(List.of());
    ContainerSpec spec = ContainerSpec.of(image);
    String id =
        known.createContainer(
            ContainerRequest.of(
                start.aliases().get(0) + "-gadget",
                image,
                spec,
                start.labels(),
                networks,
                Map.of()));
    start.created(id, spec);
    known.startContainer(id);
  }
}
