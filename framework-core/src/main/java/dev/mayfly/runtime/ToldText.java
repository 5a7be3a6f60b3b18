package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One thing that a description tells its process: a variable or an argument.
 *
 * @param part what it is, for messages: {@code env DB_URL}, {@code command}
 * @param variable its name, empty for an argument
 */
record ToldText(String part, String variable, String text) {

  /** The variables, and then the arguments, in their order. */
  static Stream<ToldText> of(ContainerSpec spec) {
    return Stream.concat(
        spec.env().entrySet().stream()
            .map(one -> new ToldText("env " + one.getKey(), one.getKey(), one.getValue())),
        Stream.of(spec.command(), spec.entrypoint())
            .filter(Objects::nonNull)
            .flatMap(List::stream)
            .map(text -> new ToldText("command", "", text)));
  }
}
