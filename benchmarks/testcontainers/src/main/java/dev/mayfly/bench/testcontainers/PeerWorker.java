package dev.mayfly.bench.testcontainers;

import dev.mayfly.bench.subject.Running;
import dev.mayfly.bench.subject.Subject;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.bench.subject.Worker;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Testcontainers' side in a JVM that stays, with no option that a user need not give. */
public final class PeerWorker implements Subject {

  private PeerWorker() {}

  public static void main(String[] arguments) throws Exception {
    Worker.serve(new PeerWorker(), arguments);
  }

  @Override
  @SuppressWarnings("resource") // the caller closes what is started
  public Running start(Wanted wanted) {
    GenericContainer<?> container =
        new GenericContainer<>(wanted.service().image())
            .withExposedPorts(wanted.service().port())
            .withLabels(Map.of(Wanted.LABEL, wanted.run()));
    if (!wanted.command().isEmpty()) {
      container.withCommand(wanted.command().toArray(String[]::new));
    }
    switch (wanted.check()) {
      case USUAL -> {}
      case LOG -> container.waitingFor(Wait.forLogMessage(".*" + Wanted.LINE + ".*", 1));
      case HTTP -> container.waitingFor(Wait.forHttp("/"));
    }
    container.start();
    return new Started(container, wanted.service().port());
  }

  @Override
  public void close() {}

  private record Started(GenericContainer<?> container, int servicePort) implements Running {

    @Override
    public String host() {
      return container.getHost();
    }

    @Override
    public int port() {
      return container.getMappedPort(servicePort);
    }

    @Override
    public void close() {
      container.close();
    }
  }
}
