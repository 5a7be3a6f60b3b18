package dev.mayfly.cli;

import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import dev.mayfly.runtime.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines whether tests with containers can work here. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Examines whether tests with containers can work here; each red line has its fix.")
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings =
        engine.isOpen()
            ? Doctor.examine(engine.settings())
            : Doctor.examine(engine.settings(), engine.name());
    Output output = new Output(spec);
    if (json) {
      output.json(findings);
    } else {
      int width = findings.stream().mapToInt(one -> one.subject().length()).max().orElse(0);
      findings.forEach(finding -> print(finding, Math.max(11, width) + 1, output));
    }
    return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BAD) ? 1 : 0;
  }

  private static void print(Finding finding, int width, Output output) {
    String subject = String.format("%-" + width + "s", finding.subject());
    String indent = " ".repeat(width + 5);
    String words = finding.words().replace("\n", "\n" + indent);
    switch (finding.verdict()) {
      case GOOD -> output.styled("fg(green)", "ok  ", " " + subject + words);
      case SKIPPED -> output.styled("faint", "skip", " " + subject + "skipped: " + words);
      case NOTE -> output.styled("fg(yellow)", "note", " " + subject + words);
      case BAD -> output.styled("bold,fg(red)", "BAD ", " " + subject + words);
    }
    if (!finding.fix().isEmpty()) {
      output.line(indent + "-> " + finding.fix());
    }
  }
}
