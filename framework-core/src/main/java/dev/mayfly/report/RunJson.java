package dev.mayfly.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON, the same for programs and for the page. Times are milliseconds since the run's
 * begin, which is given in full.
 */
final class RunJson {

  private static final int VERSION = 1;

  private final RunRecord run;

  private RunJson(RunRecord run) {
    this.run = run;
  }

  static ObjectNode of(RunRecord run) {
    return new RunJson(run).root();
  }

  private ObjectNode root() {
    ObjectNode root = object();
    root.put("version", VERSION);
    root.put("session", run.session());
    root.put("began", run.began().toString());
    root.put("durationMs", since(run.ended()));
    ArrayNode containers = root.putArray("containers");
    run.containers().forEach(container -> containers.add(container(container)));
    ArrayNode tests = root.putArray("tests");
    run.tests().forEach(test -> tests.add(test(test)));
    strings(root.putArray("problems"), run.problems());
    return root;
  }

  private ObjectNode container(ContainerRecord container) {
    ObjectNode node = object();
    node.put("number", container.number());
    node.put("name", container.name());
    node.put("place", container.place());
    node.put("image", container.image());
    node.put("id", container.id());
    node.put("outcome", container.outcome());
    node.put("beganMs", since(container.began()));
    time(node, "readyMs", container.ready());
    time(node, "endedMs", container.ended());
    ArrayNode phases = node.putArray("phases");
    container.phases().forEach(phase -> phases.add(phase(phase)));
    ArrayNode facts = node.putArray("facts");
    container.facts().forEach(fact -> facts.add(fact(fact)));
    ObjectNode env = node.putObject("env");
    container.env().forEach(env::put);
    ObjectNode ports = node.putObject("ports");
    container.ports().forEach(ports::put);
    node.put("failure", container.failure());
    strings(node.putArray("log"), container.log());
    return node;
  }

  private ObjectNode phase(PhaseRecord phase) {
    return object()
        .put("phase", phase.phase().name().toLowerCase(Locale.ROOT))
        .put("beganMs", since(phase.began()))
        .put("endedMs", since(phase.ended()));
  }

  private ObjectNode fact(Fact fact) {
    return object().put("atMs", since(fact.at())).put("what", fact.what()).put("by", fact.by());
  }

  private ObjectNode test(TestRecord test) {
    ObjectNode node = object();
    node.put("class", test.testClass());
    node.put("name", test.name());
    node.put("outcome", test.outcome().name().toLowerCase(Locale.ROOT));
    node.put("beganMs", since(test.began()));
    node.put("endedMs", since(test.ended()));
    node.put("failure", test.failure());
    ArrayNode numbers = node.putArray("containers");
    run.containers().stream()
        .filter(container -> test.containerIds().contains(container.id()))
        .forEach(container -> numbers.add(container.number()));
    return node;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void strings(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private void time(ObjectNode node, String name, @Nullable Instant time) {
    if (time == null) {
      node.putNull(name);
    } else {
      node.put(name, since(time));
    }
  }

  private double since(Instant time) {
    return Math.round(Duration.between(run.began(), time).toNanos() / 1e5) / 10.0;
  }
}
