package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a namespace of what engines list, but for the Jobs of sessions. */
final class Inventory {

  private final KubernetesClient client;
  private final String namespace;

  Inventory(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Everything of a kind that carries a label, of whichever JVM. */
  List<EngineResource> list(Kind kind, String label, @Nullable String value) {
    try {
      return objects(kind, label, value)
          .filter(object -> has(label, value, Marks.of(object)))
          .map(object -> resource(kind, object))
          .toList();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("list each " + kind.name().toLowerCase(java.util.Locale.ROOT), e);
    }
  }

  private Stream<? extends HasMetadata> objects(Kind kind, String label, @Nullable String value) {
    return switch (kind) {
      case CONTAINER ->
          client
              .pods()
              .inNamespace(namespace)
              .withLabelSelector(Marks.selector(Kinds.CONTAINER, label, value))
              .list()
              .getItems()
              .stream();
      case NETWORK ->
          client
              .services()
              .inNamespace(namespace)
              .withLabelSelector(Marks.selector(Kinds.NETWORK, label, value))
              .list()
              .getItems()
              .stream();
      case VOLUME ->
          client
              .configMaps()
              .inNamespace(namespace)
              .withLabelSelector(Marks.selector(Kinds.VOLUME, label, value))
              .list()
              .getItems()
              .stream();
      case IMAGE -> Stream.of();
    };
  }

  /** Whether what is asked for is among these labels. */
  static boolean has(String label, @Nullable String value, Map<String, String> labels) {
    return value == null ? labels.containsKey(label) : value.equals(labels.get(label));
  }

  private static EngineResource resource(Kind kind, HasMetadata object) {
    return new EngineResource(
        kind,
        object.getMetadata().getName(),
        Marks.nameOf(object),
        Marks.of(object),
        Instant.parse(object.getMetadata().getCreationTimestamp()));
  }
}
