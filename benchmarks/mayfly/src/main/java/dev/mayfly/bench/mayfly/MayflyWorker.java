package dev.mayfly.bench.mayfly;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.bench.subject.Running;
import dev.mayfly.bench.subject.Service;
import dev.mayfly.bench.subject.Subject;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.bench.subject.Worker;
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
    return new Started(containers.start(handle(wanted)), wanted.service().port());
  }

  private static ContainerHandle handle(Wanted wanted) {
    if (wanted.service() == Service.REDIS) {
      return RedisContainer.of(wanted.service().image())
          .customize(spec -> spec.label(Wanted.LABEL, wanted.run()));
    }
    ContainerSpec spec =
        ContainerSpec.of(wanted.service().image())
            .expose(wanted.service().port())
            .label(Wanted.LABEL, wanted.run());
    return GenericContainer.of(
        wanted.command().isEmpty() ? spec : spec.command(wanted.command().toArray(String[]::new)));
  }

  @Override
  public void close() {
    containers.close();
  }

  private record Started(ContainerHandle handle, int servicePort) implements Running {

    @Override
    public String host() {
      return handle.host();
    }

    @Override
    public int port() {
      return handle.port(servicePort);
    }

    @Override
    public void close() {
      handle.running().close();
    }
  }
}
