package dev.mayfly.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON, the same for programs and for the page. Times are milliseconds since the run's
 * begin, which is given in full.
 */
final class RunJson {

  private static final int VERSION = 1;

  private final RunRecord run;
  private final JsonText json = new JsonText();

  private RunJson(RunRecord run) {
    this.run = run;
  }

  static String of(RunRecord run) {
    RunJson json = new RunJson(run);
    json.root();
    return json.json.toString();
  }

  private void root() {
    json.begin('{');
    json.name("version").literal(VERSION);
    json.name("session").value(run.session());
    json.name("began").value(run.began().toString());
    time("durationMs", run.ended());
    json.name("over").literal(run.isOver());
    json.name("containers").begin('[');
    for (ContainerRecord container : run.containers()) {
      container(container);
    }
    json.end(']');
    json.name("tests").begin('[');
    for (TestRecord test : run.tests()) {
      test(test);
    }
    json.end(']');
    strings("problems", run.problems());
    strings("advice", run.advice());
    json.end('}');
  }

  private void container(ContainerRecord container) {
    json.begin('{');
    json.name("number").literal(container.number());
    json.name("name").value(container.name());
    json.name("place").value(container.place());
    json.name("image").value(container.image());
    json.name("imageId").value(container.imageId());
    json.name("engine").value(container.engine());
    json.name("id").value(container.id());
    json.name("outcome").value(container.outcome());
    time("beganMs", container.began());
    time("readyMs", container.ready());
    time("endedMs", container.ended());
    phases(container.phases());
    facts(container.facts());
    json.name("env").begin('{');
    for (Map.Entry<String, String> variable : container.env().entrySet()) {
      json.name(variable.getKey()).value(variable.getValue());
    }
    json.end('}');
    json.name("host").value(container.host());
    json.name("ports").begin('{');
    for (Map.Entry<String, Integer> port : container.ports().entrySet()) {
      json.name(port.getKey()).literal(port.getValue());
    }
    json.end('}');
    json.name("failure").value(container.failure());
    strings("log", container.log());
    json.end('}');
  }

  private void phases(List<PhaseRecord> phases) {
    json.name("phases").begin('[');
    for (PhaseRecord phase : phases) {
      json.begin('{');
      json.name("phase").value(phase.phase().name().toLowerCase(Locale.ROOT));
      time("beganMs", phase.began());
      time("endedMs", phase.ended());
      json.end('}');
    }
    json.end(']');
  }

  private void facts(List<Fact> facts) {
    json.name("facts").begin('[');
    for (Fact fact : facts) {
      json.begin('{');
      time("atMs", fact.at());
      json.name("what").value(fact.what());
      json.name("by").value(fact.by());
      json.end('}');
    }
    json.end(']');
  }

  private void test(TestRecord test) {
    json.begin('{');
    json.name("class").value(test.testClass());
    json.name("name").value(test.name());
    json.name("outcome").value(test.outcome().name().toLowerCase(Locale.ROOT));
    time("beganMs", test.began());
    time("endedMs", test.ended());
    json.name("failure").value(test.failure());
    json.name("cause").value(FailureText.cause(test.failure()));
    json.name("frame").value(FailureText.frame(test.failure(), test.testClass()));
    json.name("containers").begin('[');
    for (ContainerRecord container : run.containers()) {
      if (test.containerIds().contains(container.id())) {
        json.literal(container.number());
      }
    }
    json.end(']');
    strings("files", test.files());
    json.end('}');
  }

  private void strings(String name, List<String> texts) {
    json.name(name).begin('[');
    for (String text : texts) {
      json.value(text);
    }
    json.end(']');
  }

  private void time(String name, @Nullable Instant time) {
    if (time == null) {
      json.name(name).literal("null");
    } else {
      json.name(name)
          .literal(Math.round(Duration.between(run.began(), time).toNanos() / 1e5) / 10.0);
    }
  }
}
