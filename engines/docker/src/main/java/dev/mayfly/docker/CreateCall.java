package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import java.util.List;

/**
 * Creates containers.
 *
 * @param api of the engine
 * @param networks for the second network of a container and those after it
 * @param removal for a container that can't be created completely
 * @param routes say where ports are opened
 * @param gateway to the engine's machine
 * @param uncounted limits that the engine takes all the same
 * @param warnings that were told of containers
 */
record CreateCall(
    Api api,
    NetworkCalls networks,
    Removal removal,
    Routes routes,
    HostGateway gateway,
    UncountedLimits uncounted,
    CreateWarnings warnings) {

  String create(ContainerRequest request) {
    Target target = Target.of("containers", "create").query("name", request.name());
    String platform = request.platform();
    String what = "Creating container " + request.name() + " from " + request.image();
    ObjectNode body = CreateRequestJson.of(request, routes.publishAddress());
    gateway.fillIn(what, body);
    List<String> disregarded = List.copyOf(uncounted.of(request.resources()));
    JsonNode created =
        api.post(what, platform == null ? target : target.query("platform", platform), body);
    String id = created.path("Id").asText();
    joinOthers(request, id);
    warnings.tell(request.name(), created);
    disregarded.forEach(limit -> warnings.tell(request.name(), limit));
    return id;
  }

  /** Older engines take only one network at creation. */
  private void joinOthers(ContainerRequest request, String id) {
    try {
      for (Endpoint endpoint : request.networks().stream().skip(1).toList()) {
        networks.connect(endpoint.networkId(), id, endpoint.aliases());
      }
    } catch (EngineException e) {
      try {
        removal.removeContainer(id);
      } catch (EngineException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }
}
