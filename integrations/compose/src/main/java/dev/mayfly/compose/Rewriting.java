package dev.mayfly.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.Durations;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a project one of a session: labelled, with free names and ports instead of fixed ones, and
 * started by nobody else.
 */
final class Rewriting {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ProjectModel model;
  private final String project;
  private final Map<String, String> labels;
  private final String address;
  private final Map<String, String> images;
  private final Map<String, String> built = new HashMap<>();

  /**
   * For one start.
   *
   * @param project a name that no other project of the engine has
   * @param labels of all that is created
   * @param address of the engine's machine, at which ports are opened; empty for all
   * @param images what the engine has, by the names that services ask for
   */
  Rewriting(
      ProjectModel model,
      String project,
      Map<String, String> labels,
      String address,
      Map<String, String> images) {
    this.model = model;
    this.project = project;
    this.labels = labels;
    this.address = address;
    this.images = Map.copyOf(images);
    for (ServiceModel service : model.services()) {
      if (service.node().has("build") && service.node().has("image")) {
        built.put(service.node().path("image").asText(), service.image(project));
      }
    }
  }

  /** The image of a service, as the engine will have it. */
  String image(ServiceModel service) {
    String image = service.image(project);
    return built.getOrDefault(image, images.getOrDefault(image, image));
  }

  /** The engine's name of one of a service's containers. */
  String container(ServiceModel service, int number) {
    return project + "-" + service.name() + "-" + number;
  }

  /**
   * The model that is to be created.
   *
   * @param aliases further names of a service on its networks
   */
  String json(Map<String, List<String>> aliases) {
    ObjectNode root = model.copy();
    root.put("name", project);
    root.remove(EnvironmentValues.KEY);
    // An engine takes the way out from the network whose name sorts first. It stays this one when
    // the container joins one of Mayfly's, whose names begin with an m.
    nameAll(root.path("networks"), "compose-" + project + "_");
    nameAll(root.path("volumes"), project + "_");
    for (ServiceModel service : model.services()) {
      ObjectNode node = (ObjectNode) root.path("services").path(service.name());
      free(node, service);
      addAliases(node, service, aliases.getOrDefault(service.name(), List.of()));
    }
    removeCopied(root, "secrets");
    removeCopied(root, "configs");
    return root.toString();
  }

  private void nameAll(JsonNode declared, String prefix) {
    declared
        .properties()
        .forEach(
            entry -> {
              ObjectNode node = (ObjectNode) entry.getValue();
              if (!node.path("external").asBoolean()) {
                node.put("name", prefix + entry.getKey());
                label(node);
              }
            });
  }

  private void label(ObjectNode owner) {
    ObjectNode all = owner.withObject("/labels");
    labels.forEach((key, value) -> all.put(key, Dollars.escaped(value)));
  }

  private void free(ObjectNode node, ServiceModel service) {
    label(node);
    // Mayfly starts it, in order and once, and tells when it ends; container_name is an alias.
    node.remove(List.of("container_name", "depends_on", "profiles", "restart", "ports"));
    node.put("scale", service.replicas());
    if (node.path("deploy") instanceof ObjectNode deploy) {
      deploy.remove("restart_policy");
      deploy.put("replicas", service.replicas());
    }
    node.put("image", image(service));
    if (images.containsKey(service.image(project))) {
      node.put("pull_policy", "never"); // it is there
    }
    if (node.path("build") instanceof ObjectNode build) {
      label(build);
      // Compose's newer builder adds this, the one for engines without BuildKit does not.
      build.withObject("/labels").put(Marks.PROJECT, project);
      build.remove("tags");
      node.put("pull_policy", "build"); // nobody else has an image of that name
    }
    if (!service.ports().isEmpty()) {
      publish(node.putArray("ports"), service);
    }
    hurry(node.path("healthcheck"));
  }

  private void publish(ArrayNode ports, ServiceModel service) {
    for (Port port : service.ports()) {
      ObjectNode published =
          ports
              .addObject()
              .put("mode", "ingress")
              .put("target", port.number())
              .put("protocol", port.protocol() == Protocol.UDP ? "udp" : "tcp");
      if (!address.isEmpty()) {
        published.put("host_ip", address);
      }
    }
  }

  /**
   * An engine takes its first look when the interval is over. Looking each second finds out sooner;
   * as many more looks may fail, so that it is given up after the same time.
   */
  private static void hurry(JsonNode healthcheck) {
    if (healthcheck instanceof ObjectNode check && !check.path("disable").asBoolean()) {
      Duration interval =
          Durations.parse(check.path("interval").asText("30s")).orElse(Duration.ofSeconds(30));
      if (interval.compareTo(PAUSE) > 0) {
        long seconds = interval.toSeconds();
        check.put("interval", "1s");
        check.put("retries", check.path("retries").asLong(3) * seconds);
      }
    }
  }

  private static void addAliases(ObjectNode node, ServiceModel service, List<String> aliases) {
    if (node.path("networks") instanceof ObjectNode networks) {
      List<String> names = networks.properties().stream().map(Map.Entry::getKey).toList();
      for (String name : names) {
        ObjectNode joined =
            networks.path(name) instanceof ObjectNode own ? own : networks.putObject(name);
        ArrayNode all = joined.withArray("/aliases");
        aliases.forEach(all::add);
        String fixed = service.node().path("container_name").asText();
        if (!fixed.isEmpty()) {
          all.add(fixed);
        }
      }
    }
  }

  private static void removeCopied(ObjectNode root, String kind) {
    for (JsonNode service : root.path("services")) {
      if (service.path(kind) instanceof ArrayNode uses) {
        uses.removeIf(
            use ->
                SecretFiles.isCopied(root.path(kind).path(use.path("source").asText()), service));
      }
    }
  }
}
