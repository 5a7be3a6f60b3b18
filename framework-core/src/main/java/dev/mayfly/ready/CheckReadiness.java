package dev.mayfly.ready;

/** A check of the user's own; equal to another only if it is the same object. */
record CheckReadiness(String description, Check check) implements Readiness {

  @Override
  public Look look(Probe probe) throws Exception {
    return check.look(probe);
  }

  @Override
  public String describe() {
    return description;
  }
}
