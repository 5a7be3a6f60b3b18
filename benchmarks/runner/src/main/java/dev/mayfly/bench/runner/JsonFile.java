package dev.mayfly.bench.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** All figures of a run, one by one, for programs. */
final class JsonFile {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Report report;

  JsonFile(Report report) {
    this.report = report;
  }

  String text() throws JsonProcessingException {
    ObjectNode root = mapper.createObjectNode();
    root.set("machine", mapper.valueToTree(report.machine()));
    ArrayNode figures = root.putArray("figures");
    for (Scenario scenario : report.scenarios()) {
      for (Report.Row row : report.rows(scenario.letter())) {
        ObjectNode figure = figures.addObject();
        figure.put("scenario", String.valueOf(scenario.letter())).put("title", scenario.title());
        figure.put("metric", row.key().metric()).put("subject", row.key().subject());
        figure.put("median", row.median()).set("values", mapper.valueToTree(row.values()));
      }
    }
    root.set("failures", mapper.valueToTree(report.results().failures()));
    ArrayNode goals = root.putArray("goals");
    for (Goal goal : report.results().goals()) {
      ObjectNode node = goals.addObject();
      node.put("scenario", String.valueOf(goal.scenario())).put("what", goal.what());
      node.put("bound", goal.bound()).put("met", goal.isMet());
      goal.reached().ifPresent(reached -> node.put("reached", reached));
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }
}
