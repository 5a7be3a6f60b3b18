package dev.mayfly.lifetime;

import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.runtime.Orchestrator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds services that would meet on a network, though their engines have none in common. */
final class EngineBorders {

  private final Environment environment;
  private final Problems problems;

  EngineBorders(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** Looks at two services, in both directions. */
  void check(Service service, Service other) {
    if (Objects.equals(engine(service), engine(other))) {
      return;
    }
    commonNetwork(service, other)
        .map(network -> "it joins network \"" + network + "\", as does ")
        .or(() -> mention(service, other))
        .ifPresent(words -> tell(service, words, other));
    mention(other, service).ifPresent(words -> tell(other, words, service));
  }

  /** Only now the engines are asked whether they are of one cluster. */
  private void tell(Service service, String words, Service other) {
    if (environment.session().haveNetworksInCommon(service.spec(), other.spec())) {
      return;
    }
    problems.add(
        service.declared().place(),
        words
            + other.declared().place()
            + " on "
            + named(engine(other))
            + ", while it is on "
            + named(engine(service))
            + ": they have no network in common. try: let both run on one engine or on engines of one"
            + " swarm, or lead it by the address that the test has.");
  }

  private static Optional<String> mention(Service service, Service other) {
    return Orchestrator.mention(service.spec(), other.declared().aliases(), other.spec().ports())
        .map(part -> "its " + part + " leads to ");
  }

  private static Optional<String> commonNetwork(Service service, Service other) {
    return networks(service)
        .filter(network -> networks(other).anyMatch(network::equals))
        .filter(network -> !network.existing())
        .filter(network -> !network.equals(service.groupNetwork()))
        .map(NetworkSpec::name)
        .findFirst();
  }

  private static Stream<NetworkSpec> networks(Service service) {
    return service.spec().networks().stream()
        .map(NetworkAttachment::network)
        .filter(network -> !network.equals(NetworkSpec.session()));
  }

  private static @Nullable String engine(Service service) {
    return service.spec().engine();
  }

  private static String named(@Nullable String engine) {
    return engine == null ? "the usual engine" : "engine \"" + engine + "\"";
  }
}
