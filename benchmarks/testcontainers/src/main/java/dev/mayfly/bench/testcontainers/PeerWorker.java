package dev.mayfly.bench.testcontainers;

import com.github.dockerjava.api.model.HealthCheck;
import dev.mayfly.bench.subject.Running;
import dev.mayfly.bench.subject.Subject;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.bench.subject.Worker;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Testcontainers' side in a JVM that stays, with no option that a user need not give. */
public final class PeerWorker implements Subject {

  private static final HealthCheck UNHEALTHY =
      new HealthCheck().withTest(List.of("CMD", Wanted.NEVER));

  private PeerWorker() {}

  public static void main(String[] arguments) throws Exception {
    Worker.serve(new PeerWorker(), arguments);
  }

  @Override
  @SuppressWarnings("resource") // the caller closes what is started
  public Running start(Wanted wanted) {
    GenericContainer<?> container = described(wanted);
    container
        .withExposedPorts(wanted.service().port())
        .withLabels(Map.of(Wanted.LABEL, wanted.run()));
    if (!wanted.command().isEmpty()) {
      container.withCommand(wanted.command().toArray(String[]::new));
    }
    container.start();
    return new Started(container, wanted.service().port());
  }

  @SuppressWarnings("resource") // the caller closes what is started
  private static GenericContainer<?> described(Wanted wanted) {
    String image = wanted.service().image();
    return switch (wanted.check()) {
      case USUAL -> new GenericContainer<>(image);
      case LOG -> waiting(image, Wait.forLogMessage(".*" + Wanted.LINE + ".*", 1));
      case HTTP -> waiting(image, Wait.forHttp("/"));
      case HEALTH ->
          waiting(image, Wait.forHealthcheck())
              .withCreateContainerCmdModifier(create -> create.withHealthcheck(UNHEALTHY));
      case COMMAND -> waiting(image, Wait.forSuccessfulCommand(Wanted.NEVER));
      case LOGIN -> new PostgreSQLContainer(image);
      case FILE, TLS, UDP, EXIT, OWN ->
          throw new UnsupportedOperationException("no wait for " + wanted.check().title());
    };
  }

  private static GenericContainer<?> waiting(String image, WaitStrategy wait) {
    return new GenericContainer<>(image).waitingFor(wait);
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
