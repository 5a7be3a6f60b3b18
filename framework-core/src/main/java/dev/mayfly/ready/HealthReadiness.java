package dev.mayfly.ready;

import java.util.Optional;

/** The image's HEALTHCHECK says that the container is healthy. */
record HealthReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) {
    Probe.Health health = probe.health();
    Optional<Probe.CommandOutcome> run = probe.lastHealthcheck();
    String seen =
        run.map(outcome -> "; its last run ended with " + MissingProgram.words(outcome)).orElse("");
    if (health != Probe.Health.HEALTHY && run.filter(MissingProgram::isToldBy).isPresent()) {
      return Look.never("the HEALTHCHECK can't be run" + seen);
    }
    return switch (health) {
      case HEALTHY -> Look.ready();
      case UNHEALTHY -> Look.never("the HEALTHCHECK says unhealthy" + seen);
      case STARTING -> Look.notYet("the HEALTHCHECK has not succeeded yet" + seen);
      case NONE -> Look.notYet("the HEALTHCHECK has not run");
    };
  }

  @Override
  public String describe() {
    return "its HEALTHCHECK is healthy";
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofHealthcheck();
  }
}
