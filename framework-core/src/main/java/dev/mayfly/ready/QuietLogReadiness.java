package dev.mayfly.ready;

import dev.mayfly.ready.Probe.LogMatches;
import dev.mayfly.ready.Probe.LogStream;

/** No log line contains a match of a regular expression; one that does ends the wait. */
record QuietLogReadiness(String regex) implements Readiness {

  QuietLogReadiness {
    regex = Regex.ofLine(regex);
  }

  @Override
  public Look look(Probe probe) {
    LogMatches bad = probe.logMatches(regex, LogStream.BOTH);
    return bad.count() > 0
        ? Look.never("it logged \"" + bad.first().strip() + "\", which matches /" + regex + "/")
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
