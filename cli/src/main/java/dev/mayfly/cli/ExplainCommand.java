package dev.mayfly.cli;

import dev.mayfly.runtime.SettingValue;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what each setting is and where that comes from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says what each setting is here and where that comes from.",
      "What a build file gives its tests, as a system property or JUnit's parameter, is not seen."
    })
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "settings, or parts of their names; all without it")
  private List<String> names = List.of();

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    List<SettingValue> chosen =
        Settings.load().explain().stream()
            .filter(value -> names.isEmpty() || names.stream().anyMatch(value.name()::contains))
            .toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "No setting has " + String.join(" or ", names) + " in its name.");
    }
    Output output = new Output(spec);
    if (json) {
      output.json(chosen);
    } else if (names.isEmpty()) {
      output.table(rows(chosen));
    } else {
      chosen.forEach(value -> print(value, output));
    }
    return 0;
  }

  private static List<List<String>> rows(List<SettingValue> values) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SETTING", "VALUE", "SET"));
    values.forEach(value -> rows.add(List.of(value.name(), value.value(), origin(value))));
    return rows;
  }

  private static void print(SettingValue value, Output output) {
    output.styled("bold", value.name(), " = " + value.value() + "  (" + origin(value) + ")");
    output.line("  " + value.help());
  }

  private static String origin(SettingValue value) {
    String origin = value.origin();
    return origin != null ? origin : "default";
  }
}
