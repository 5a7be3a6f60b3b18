package dev.mayfly.bench.mayfly;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.bench.subject.Running;
import dev.mayfly.bench.subject.Service;
import dev.mayfly.bench.subject.Subject;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.bench.subject.Worker;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.runtime.Containers;

/** Mayfly's side in a JVM that stays: one session, and no option that a user need not give. */
public final class MayflyWorker implements Subject {

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
    ContainerSpec spec =
        ContainerSpec.of(wanted.service().image())
            .expose(wanted.service().port())
            .label(Wanted.LABEL, wanted.run())
            .readyWhen(readiness(wanted.check()));
    return containers.start(
        wanted.command().isEmpty() ? spec : spec.command(wanted.command().toArray(String[]::new)));
  }

  private static Readiness readiness(Wanted.Check check) {
    return switch (check) {
      case USUAL -> ReadyWhen.usual();
      case LOG -> ReadyWhen.log(Wanted.LINE);
      case HTTP -> ReadyWhen.http("/");
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
