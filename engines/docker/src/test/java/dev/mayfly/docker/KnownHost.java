package dev.mayfly.docker;

/** A search for the host of ports that has nothing to search for. */
final class KnownHost {

  private KnownHost() {}

  static HostSearch at(String host) {
    Candidate only = Candidate.host(host, "the test");
    return new HostSearch(() -> HostPlan.of("", only), (tried, port) -> null);
  }
}
