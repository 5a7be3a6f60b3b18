package dev.mayfly.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One service of a project.
 *
 * @param node what the file says of it
 * @param root all of the project
 */
record ServiceModel(String name, JsonNode node, JsonNode root, ProjectOptions options) {

  private static final Pattern EXPOSED = Pattern.compile("(\\d+)(?:-(\\d+))?(?:/(\\w+))?");
  private static final String OF_SERVICE = "service:";

  /** Half a second, for a service that nothing else is known of than that it runs. */
  private static final int LOOKS_AT_WHAT_RUNS = 5;

  /** How many containers it has. */
  int replicas() {
    Integer asked = options.scales().get(name);
    if (asked != null) {
      return asked;
    }
    return node.path("deploy").path("replicas").asInt(node.path("scale").asInt(1));
  }

  /** The services whose containers have to be ready, or there, before its own are started. */
  Set<String> needs() {
    Set<String> needs = new LinkedHashSet<>();
    node.path("depends_on").fieldNames().forEachRemaining(needs::add);
    for (String shared : List.of("network_mode", "ipc", "pid")) {
      String mode = node.path(shared).asText();
      if (mode.startsWith(OF_SERVICE)) {
        needs.add(mode.substring(OF_SERVICE.length()));
      }
    }
    for (JsonNode from : node.path("volumes_from")) {
      needs.add(from.asText().replaceFirst(":.*", ""));
    }
    for (JsonNode link : node.path("links")) {
      needs.add(link.asText().replaceFirst(":.*", ""));
    }
    needs.removeIf(other -> root.path("services").path(other).isMissingNode());
    return needs;
  }

  /**
   * The ports that are published, and those that others are told of; none where an engine can open
   * none.
   */
  Set<Port> ports() {
    Set<Port> ports = new TreeSet<>();
    if (!canPublish()) {
      return ports;
    }
    for (JsonNode published : node.path("ports")) {
      add(ports, published.path("target").asInt(), published.path("protocol").asText("tcp"));
    }
    for (JsonNode told : node.path("expose")) {
      Matcher range = EXPOSED.matcher(told.asText());
      if (range.matches()) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        String protocol = range.group(3) == null ? "tcp" : range.group(3);
        for (int number = first; number <= last; number++) {
          add(ports, number, protocol);
        }
      }
    }
    return ports;
  }

  /** Others, such as sctp, are left out. */
  private static void add(Set<Port> ports, int number, String protocol) {
    if (protocol.equals("tcp")) {
      ports.add(Port.tcp(number));
    } else if (protocol.equals("udp")) {
      ports.add(Port.udp(number));
    }
  }

  /** Not in the network of the machine, of another container, or of none that leads outside. */
  boolean canPublish() {
    return joinsOthers() || node.path("network_mode").asText().equals("bridge");
  }

  /** Whether it is on networks that others of the session may share. */
  boolean joinsOthers() {
    if (node.has("network_mode")) {
      return false;
    }
    List<String> networks = new ArrayList<>();
    node.path("networks").fieldNames().forEachRemaining(networks::add);
    return networks.stream()
        .anyMatch(one -> !root.path("networks").path(one).path("internal").asBoolean());
  }

  /** Its image, or what the one is called that is built. */
  String image(String project) {
    return node.has("build")
        ? (project + "-" + name).toLowerCase(Locale.ROOT)
        : node.path("image").asText();
  }

  /** Its variables that have a value. */
  Map<String, String> env() {
    Map<String, String> env = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> variable : node.path("environment").properties()) {
      if (!variable.getValue().isNull()) {
        env.put(variable.getKey(), Dollars.plain(variable.getValue().asText()));
      }
    }
    return env;
  }

  /**
   * What Mayfly has to know of its containers.
   *
   * @param image as the engine has it
   */
  ContainerSpec spec(String image) {
    ContainerSpec spec = ContainerSpec.of(image).label(Marks.SERVICE, name);
    for (Map.Entry<String, String> variable : env().entrySet()) {
      spec = spec.env(variable.getKey(), variable.getValue());
    }
    if (node.path("command").isArray()) {
      List<String> words = new ArrayList<>();
      node.path("command").forEach(word -> words.add(Dollars.plain(word.asText())));
      spec = spec.command(words.toArray(String[]::new));
    }
    spec = spec.expose(ports().toArray(Port[]::new));
    spec = spec.copy(SecretFiles.of(node, root).toArray(CopiedFile[]::new));
    return ready(joinsOthers() ? spec : spec.network(NetworkSpec.existing("none")));
  }

  private ContainerSpec ready(ContainerSpec spec) {
    ContainerSpec ready = spec.readyWhen(readiness());
    return options.timeout() == null ? ready : ready.startTimeout(options.timeout());
  }

  private Readiness readiness() {
    Readiness asked = options.readiness().get(name);
    if (asked != null) {
      return asked;
    }
    if (isOneShot()) {
      return ReadyWhen.exit(0);
    }
    boolean isSilent = ports().isEmpty() && !hasHealthCheck();
    return isSilent ? ReadyWhen.usual().inARow(LOOKS_AT_WHAT_RUNS) : ReadyWhen.usual();
  }

  private boolean hasHealthCheck() {
    JsonNode check = node.path("healthcheck");
    return check.isObject() && !check.path("disable").asBoolean();
  }

  /** Whether somebody waits for its end. */
  private boolean isOneShot() {
    for (JsonNode other : root.path("services")) {
      JsonNode condition = other.path("depends_on").path(name).path("condition");
      if (condition.asText().equals("service_completed_successfully")) {
        return true;
      }
    }
    return false;
  }
}
