package dev.mayfly.ready;

import dev.mayfly.ready.Probe.LogStream;
import java.util.Optional;

/** No log line contains a match of a regular expression; one that does ends the wait. */
record QuietLogReadiness(String regex) implements Readiness {

  QuietLogReadiness {
    regex = Regex.ofLine(regex);
  }

  @Override
  public Look look(Probe probe) {
    Optional<String> bad =
        probe.logLines(LogStream.BOTH).stream()
            .filter(line -> Regex.finds(regex, line))
            .findFirst();
    return bad.isPresent()
        ? Look.never("it logged \"" + bad.get().strip() + "\", which matches /" + regex + "/")
        : Look.ready();
  }

  @Override
  public String describe() {
    return "no log line matches /" + regex + "/";
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.despairing();
  }
}
