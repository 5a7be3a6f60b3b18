package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import dev.mayfly.engine.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Looks at the {@code docker} command's configuration for people: its contexts, where each leads,
 * and the programs that know logins for registries.
 *
 * @param settings by their names
 * @param variables of the environment
 */
record ConfigExamination(Function<String, Optional<String>> settings, Variables variables) {

  List<Finding> all() {
    CliConfig config = CliConfig.of(variables);
    try {
      List<Finding> findings = new ArrayList<>(List.of(contexts(config)));
      findings.addAll(helpers(config));
      return findings;
    } catch (DeclarationException e) {
      return List.of(Finding.bad("contexts", String.valueOf(e.getMessage()), ""));
    }
  }

  private Finding contexts(CliConfig config) {
    String current = variables.get("DOCKER_CONTEXT").or(config::currentContext).orElse("default");
    Map<String, String> leads = new TreeMap<>();
    leads.put("default", variables.get("DOCKER_HOST").orElse("the first known place that answers"));
    boolean isWell = true;
    for (String name : config.contexts().names()) {
      try {
        EngineName named = EngineName.context(name, "the context");
        leads.put(name, config.contexts().find(named).address().toString());
      } catch (DeclarationException e) {
        leads.put(name, "nowhere: " + e.getMessage());
        isWell = false;
      }
    }
    List<String> lines = new ArrayList<>();
    leads.forEach(
        (name, to) -> lines.add(name + (name.equals(current) ? " (current)" : "") + " -> " + to));
    String words = String.join("\n", lines);
    Finding finding =
        isWell
            ? Finding.good("contexts", words)
            : Finding.note("contexts", words, "docker context rm removes one");
    return finding.with("current", current).with("contexts", leads).with("overridden", overrides());
  }

  /** What names the engine before any context does. */
  private List<String> overrides() {
    List<String> names = new ArrayList<>();
    for (String setting : List.of("mayfly.engine", "mayfly.docker.host")) {
      settings.apply(setting).ifPresent(value -> names.add(setting));
    }
    variables.get("DOCKER_HOST").ifPresent(value -> names.add("DOCKER_HOST"));
    return names;
  }

  private List<Finding> helpers(CliConfig config) {
    Map<String, String> helpers = config.credentialHelpers();
    if (helpers.isEmpty()) {
      return List.of(Finding.good("credentials", "no credential helper is configured"));
    }
    List<Finding> findings = new ArrayList<>();
    helpers.forEach(
        (registry, helper) ->
            findings.add(
                new CredentialProgram(helper, config.file().toString(), variables)
                    .examined(registry)));
    return findings;
  }
}
