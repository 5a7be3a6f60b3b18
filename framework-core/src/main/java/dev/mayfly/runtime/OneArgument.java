package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a command line that was given as one argument, which is then the name of a program. */
final class OneArgument {

  /** What programs get as it is, and a shell alone makes something of. */
  private static final String FOR_SHELLS = "&|;<>$`\"'\\*\n";

  private OneArgument() {}

  /** What to write instead, if a description has one. */
  static Optional<String> in(ContainerSpec spec) {
    return in("entrypoint", spec.entrypoint())
        .or(() -> isForShell(spec.entrypoint()) ? Optional.empty() : in("command", spec.command()));
  }

  private static boolean isForShell(@Nullable List<String> entrypoint) {
    return entrypoint != null && entrypoint.contains("-c");
  }

  private static Optional<String> in(String option, @Nullable List<String> arguments) {
    if (arguments == null || arguments.size() != 1 || !arguments.get(0).strip().contains(" ")) {
      return Optional.empty();
    }
    String line = arguments.get(0).strip();
    return Optional.of(
        option
            + "("
            + Given.quoted(line)
            + ") is one argument, blanks and all, for no shell takes it apart: write "
            + option
            + words(line).map(Given::quoted).collect(Collectors.joining(", ", "(", ").")));
  }

  private static Stream<String> words(String line) {
    return line.chars().anyMatch(c -> FOR_SHELLS.indexOf(c) >= 0)
        ? Stream.of("sh", "-c", line)
        : Stream.of(line.split(" +"));
  }
}
