package dev.mayfly.ready;

import java.util.Set;

/** The image's HEALTHCHECK if it has one, and the exposed TCP ports. */
record UsualReadiness() implements Readiness {

  private static final Readiness PORTS = new PortReadiness(Set.of());
  private static final Readiness PORTS_AND_HEALTH = AllReadiness.of(PORTS, new HealthReadiness());

  @Override
  public Look look(Probe probe) throws Exception {
    boolean hasHealthcheck = probe.health() != Probe.Health.NONE;
    return (hasHealthcheck ? PORTS_AND_HEALTH : PORTS).look(probe);
  }

  @Override
  public String describe() {
    return "its exposed ports accept connections and its HEALTHCHECK, if any, is healthy";
  }
}
