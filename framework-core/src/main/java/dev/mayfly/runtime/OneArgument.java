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
            + Stream.of(line.split(" +"))
                .map(Given::quoted)
                .collect(Collectors.joining(", ", "(", ").")));
  }
}
