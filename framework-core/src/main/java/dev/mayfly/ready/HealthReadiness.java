package dev.mayfly.ready;

/** The image's HEALTHCHECK says that the container is healthy. */
record HealthReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) {
    return switch (probe.health()) {
      case HEALTHY -> Look.ready();
      case UNHEALTHY -> Look.never("the HEALTHCHECK says unhealthy");
      case STARTING -> Look.notYet("the HEALTHCHECK says starting");
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
