package dev.mayfly.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A project as Compose has read it: all files merged, all variables resolved. */
final class ProjectModel {

  private final ProjectOptions options;
  private final Compose compose;
  private final ObjectNode root;

  private ProjectModel(ProjectOptions options, Compose compose, ObjectNode root) {
    this.options = options;
    this.compose = compose;
    this.root = root;
  }

  /**
   * Reads a project's files.
   *
   * @throws DeclarationException if they can't be read, or have none of the services and profiles
   *     that the options name
   * @throws MayflyException if this machine has no Compose
   */
  static ProjectModel read(ProjectOptions options) {
    Compose compose = Compose.of(options);
    ProjectModel model = new ProjectModel(options, compose, root(compose));
    options.profiles().forEach(model::requireProfile);
    options.scales().keySet().forEach(model::service);
    options.readiness().keySet().forEach(model::service);
    if (model.names().isEmpty()) {
      throw new DeclarationException(
          options.words() + " has no service to start; those in a profile need profile(…).");
    }
    return model;
  }

  private static ObjectNode root(Compose compose) {
    ObjectNode root = parse(compose.model());
    ObjectNode asking = EnvironmentValues.asking(root);
    if (!asking.isEmpty()) {
      JsonNode answer = parse(compose.modelWith(asking.toString()));
      root.set(EnvironmentValues.KEY, EnvironmentValues.answered(root, answer));
    }
    return root;
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new MayflyException("Compose's answer is not as expected: " + e.getMessage(), e);
    }
  }

  Compose compose() {
    return compose;
  }

  /** A copy of all of it, to be changed. */
  ObjectNode copy() {
    return root.deepCopy();
  }

  List<String> names() {
    return names(root);
  }

  private static List<String> names(JsonNode model) {
    List<String> names = new ArrayList<>();
    model.path("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  List<ServiceModel> services() {
    return names().stream().map(this::service).toList();
  }

  /**
   * A service.
   *
   * @throws DeclarationException if there is none of that name
   */
  ServiceModel service(String name) {
    JsonNode found = root.path("services").path(name);
    if (found.isMissingNode()) {
      throw new DeclarationException(
          inProfile(name)
              .orElseGet(() -> new KnownNames(options, "service", names()).unknown(name)));
    }
    return new ServiceModel(name, found, root, options);
  }

  /** All services of a chosen profile are in the model, so one of them names it. */
  private void requireProfile(String name) {
    if (!name.equals("*") && !profiles(root).contains(name)) {
      List<String> known = List.copyOf(profiles(parse(compose.modelOfAll())));
      throw new DeclarationException(new KnownNames(options, "profile", known).unknown(name));
    }
  }

  private static Set<String> profiles(JsonNode model) {
    Set<String> profiles = new TreeSet<>();
    for (JsonNode service : model.path("services")) {
      service.path("profiles").forEach(one -> profiles.add(one.asText()));
    }
    return profiles;
  }

  private Optional<String> inProfile(String name) {
    JsonNode all = parse(compose.modelOfAll());
    JsonNode profiles = all.path("services").path(name).path("profiles");
    return profiles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "service \""
                + name
                + "\" of "
                + options.words()
                + " is not started without its profile: profile(\""
                + profiles.path(0).asText()
                + "\").");
  }
}
