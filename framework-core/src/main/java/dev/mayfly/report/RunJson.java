package dev.mayfly.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON, the same for programs and for the page. Times are milliseconds since the run's
 * begin, which is given in full. Written piece by piece: a tree would need a lot of Jackson to be
 * loaded at the end of each run.
 */
final class RunJson {

  private static final int VERSION = 1;

  private final RunRecord run;
  private final JsonGenerator json;

  private RunJson(RunRecord run, JsonGenerator json) {
    this.run = run;
    this.json = json;
  }

  static String of(RunRecord run) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new RunJson(run, json).root();
    }
    return text.toString();
  }

  private void root() throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeStringField("session", run.session());
    json.writeStringField("began", run.began().toString());
    time("durationMs", run.ended());
    json.writeArrayFieldStart("containers");
    for (ContainerRecord container : run.containers()) {
      container(container);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tests");
    for (TestRecord test : run.tests()) {
      test(test);
    }
    json.writeEndArray();
    strings("problems", run.problems());
    json.writeEndObject();
  }

  private void container(ContainerRecord container) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", container.number());
    json.writeStringField("name", container.name());
    json.writeStringField("place", container.place());
    json.writeStringField("image", container.image());
    json.writeStringField("id", container.id());
    json.writeStringField("outcome", container.outcome());
    time("beganMs", container.began());
    time("readyMs", container.ready());
    time("endedMs", container.ended());
    phases(container.phases());
    facts(container.facts());
    json.writeObjectFieldStart("env");
    for (Map.Entry<String, String> variable : container.env().entrySet()) {
      json.writeStringField(variable.getKey(), variable.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("ports");
    for (Map.Entry<String, Integer> port : container.ports().entrySet()) {
      json.writeNumberField(port.getKey(), port.getValue());
    }
    json.writeEndObject();
    json.writeStringField("failure", container.failure());
    strings("log", container.log());
    json.writeEndObject();
  }

  private void phases(List<PhaseRecord> phases) throws IOException {
    json.writeArrayFieldStart("phases");
    for (PhaseRecord phase : phases) {
      json.writeStartObject();
      json.writeStringField("phase", phase.phase().name().toLowerCase(Locale.ROOT));
      time("beganMs", phase.began());
      time("endedMs", phase.ended());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void facts(List<Fact> facts) throws IOException {
    json.writeArrayFieldStart("facts");
    for (Fact fact : facts) {
      json.writeStartObject();
      time("atMs", fact.at());
      json.writeStringField("what", fact.what());
      json.writeStringField("by", fact.by());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void test(TestRecord test) throws IOException {
    json.writeStartObject();
    json.writeStringField("class", test.testClass());
    json.writeStringField("name", test.name());
    json.writeStringField("outcome", test.outcome().name().toLowerCase(Locale.ROOT));
    time("beganMs", test.began());
    time("endedMs", test.ended());
    json.writeStringField("failure", test.failure());
    json.writeArrayFieldStart("containers");
    for (ContainerRecord container : run.containers()) {
      if (test.containerIds().contains(container.id())) {
        json.writeNumber(container.number());
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void strings(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void time(String name, @Nullable Instant time) throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(
          name, Math.round(Duration.between(run.began(), time).toNanos() / 1e5) / 10.0);
    }
  }
}
