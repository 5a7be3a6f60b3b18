package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The step of a start that makes a description a container of the session, not started yet. */
final class Creation {

  private static final Pattern HOSTNAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,62}");

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;

  Creation(ContainerEngine engine, Session session, Cleanup cleanup) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
  }

  /**
   * Creates the container.
   *
   * @param joined the networks that it is in from the beginning
   * @param host how it reaches this JVM's machine
   * @return its id
   * @throws dev.mayfly.engine.EngineException if the engine refuses
   */
  String of(StartRequest request, FoundImage image, List<Endpoint> joined, HostAccess host) {
    ContainerSpec spec = hosted(request);
    Map<String, String> labels = new HashMap<>(Session.instead(image.state().labels()));
    labels.putAll(spec.labels());
    labels.putAll(request.marks());
    labels.put(Session.PLACE_LABEL, request.place());
    String given = spec.name();
    String name = given == null ? session.engineName(cleanup.numbered(request.alias())) : given;
    ContainerRequest wanted =
        ContainerRequest.of(
            name,
            image.reference(),
            host.known(spec),
            session.labels(labels),
            joined,
            volumes(spec));
    return cleanup.creating(name, () -> engine.createContainer(wanted));
  }

  /** The description with the name that its host has for itself. */
  static ContainerSpec hosted(StartRequest request) {
    ContainerSpec spec = request.spec();
    return hasHostName(request) ? spec : named(spec, request.alias());
  }

  private static boolean hasHostName(StartRequest request) {
    return request.spec().hostname() != null || request.aliases().isEmpty();
  }

  /** A host of its own name finds itself also where nobody else is asked for names. */
  private static ContainerSpec named(ContainerSpec spec, String alias) {
    boolean ownHost =
        spec.networks().stream().noneMatch(joined -> joined.network().name().equals("host"));
    return ownHost && HOSTNAME.matcher(alias).matches() ? spec.hostname(alias) : spec;
  }

  private Map<String, String> volumes(ContainerSpec spec) {
    Map<String, String> names = new HashMap<>();
    for (Mount mount : spec.mounts()) {
      if (mount instanceof Mount.Volume volume && volume.name() != null) {
        cleanup.making(Kind.VOLUME);
        String engineName = session.engineName(volume.name());
        names.put(volume.name(), engine.createVolume(engineName, session.labels()));
      }
    }
    return names;
  }
}
