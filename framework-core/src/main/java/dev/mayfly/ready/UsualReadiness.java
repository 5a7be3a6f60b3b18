package dev.mayfly.ready;

/** The image's HEALTHCHECK if it has one, and the exposed TCP ports. */
record UsualReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) throws Exception {
    Look ports = new PortReadiness(java.util.Set.of()).look(probe);
    boolean hasHealthcheck = probe.health() != Probe.Health.NONE;
    return ports.isReady() && hasHealthcheck ? new HealthReadiness().look(probe) : ports;
  }

  @Override
  public String describe() {
    return "its exposed ports accept connections and its HEALTHCHECK, if any, is healthy";
  }
}
