package dev.mayfly.bench.mayfly;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.bench.subject.Running;
import dev.mayfly.bench.subject.Service;
import dev.mayfly.bench.subject.Subject;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.bench.subject.Worker;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.runtime.Containers;

/** Mayfly's side in a JVM that stays: one session, and no option that a user need not give. */
public final class MayflyWorker implements Subject {

  private static final String HEALTHCHECK =
      "{\"Healthcheck\": {\"Test\": [\"CMD\", \"" + Wanted.NEVER + "\"]}}";

  private final Containers containers = Containers.open();

  private MayflyWorker() {}

  public static void main(String[] arguments) throws Exception {
    Worker.serve(new MayflyWorker(), arguments);
  }

  @Override
  public Running start(Wanted wanted) {
    return new Started(running(wanted), wanted.service().port());
  }

  /** Services of the crowd know nothing of each other, and so need no names. */
  private RunningContainer running(Wanted wanted) {
    if (wanted.service() == Service.REDIS) {
      return containers
          .start(
              RedisContainer.of(wanted.service().image())
                  .customize(spec -> spec.label(Wanted.LABEL, wanted.run())))
          .running();
    }
    ContainerSpec spec = described(wanted).label(Wanted.LABEL, wanted.run());
    return containers.start(
        wanted.command().isEmpty() ? spec : spec.command(wanted.command().toArray(String[]::new)));
  }

  private static ContainerSpec described(Wanted wanted) {
    ContainerSpec spec = ContainerSpec.of(wanted.service().image()).expose(wanted.service().port());
    return switch (wanted.check()) {
      case USUAL -> spec;
      case LOG -> spec.readyWhen(ReadyWhen.log(Wanted.LINE));
      case HTTP -> spec.readyWhen(ReadyWhen.http("/"));
      case HEALTH -> spec.createRequestPatch(HEALTHCHECK).readyWhen(ReadyWhen.healthy());
      case COMMAND -> spec.readyWhen(ReadyWhen.exec(Wanted.NEVER));
      case LOGIN -> PostgresContainer.of(wanted.service().image()).slot().spec();
      case FILE -> spec.readyWhen(ReadyWhen.file("/never"));
      case TLS -> spec.readyWhen(ReadyWhen.tls(wanted.service().port()));
      case UDP -> spec.expose(Port.udp(53)).readyWhen(ReadyWhen.udp(53, (byte) 1));
      case EXIT -> spec.readyWhen(ReadyWhen.exit(0));
      case OWN -> spec.readyWhen(ReadyWhen.check("it never is", probe -> Look.notYet("never")));
    };
  }

  @Override
  public void close() {
    containers.close();
  }

  private record Started(RunningContainer container, int servicePort) implements Running {

    @Override
    public String host() {
      return container.host();
    }

    @Override
    public int port() {
      return container.port(servicePort);
    }

    @Override
    public void close() {
      container.close();
    }
  }
}
