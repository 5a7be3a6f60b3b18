package dev.mayfly.testcontainers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.transport.SSLConfig;
import dev.mayfly.MayflyException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.EnvironmentAndSystemPropertyClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * Leads Testcontainers to the engine that Mayfly uses, through a client that makes what it creates
 * a session's. It lies where Testcontainers keeps its own, and with it all that a JVM has of this
 * library.
 */
public final class MayflyStrategy extends DockerClientProviderStrategy {

  private static final Set<String> KNOWN_SCHEMES = Set.of("unix", "npipe", "tcp", "http", "https");

  private final Attempts attempts = new Attempts();
  private final LoneStarts lone = new LoneStarts(attempts);
  private @Nullable DockerClient client;

  /** For Testcontainers. */
  public MayflyStrategy() {
    Seams.replaceRyuk();
  }

  Attempts attempts() {
    return attempts;
  }

  /** A start that nobody declared. */
  Attempt observed(CreateContainerCmd command) {
    return lone.begin(command);
  }

  @Override
  public String getDescription() {
    return "the engine that Mayfly uses";
  }

  @Override
  protected boolean isPersistable() {
    return false;
  }

  @Override
  protected int getPriority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public TransportConfig getTransportConfig() {
    URI engine = URI.create(address());
    if (!KNOWN_SCHEMES.contains(engine.getScheme())) {
      throw new IllegalStateException(
          "Testcontainers has no connection to "
              + engine
              + ", where Mayfly's containers run: it knows "
              + KNOWN_SCHEMES.stream().sorted().toList()
              + ". Forward that engine's socket, and set mayfly.engine to the socket's place.");
    }
    return TransportConfig.builder().dockerHost(engine).sslConfig(certificates(engine)).build();
  }

  private String address() {
    try {
      return lone.session().engineAddress();
    } catch (MayflyException e) {
      throw new IllegalStateException(e.getMessage(), e); // by which it knows that there is none
    }
  }

  /** Those of DOCKER_CERT_PATH, as Testcontainers itself reads them. */
  @SuppressWarnings("deprecation") // marked as nothing for users, and the one that reads them
  private static @Nullable SSLConfig certificates(URI engine) {
    return engine.getScheme().equals("tcp")
        ? new EnvironmentAndSystemPropertyClientProviderStrategy()
            .getTransportConfig()
            .getSslConfig()
        : null;
  }

  @Override
  public synchronized DockerClient getDockerClient() {
    DockerClient made = client;
    if (made == null) {
      made = new SessionClient(super.getDockerClient(), attempts, () -> lone.session().labels());
      client = made;
    }
    return made;
  }

  /** Where Mayfly reaches ports; until one is published nobody needs to know. */
  @Override
  public synchronized String getDockerHostIpAddress() {
    String chosen = System.getenv("TESTCONTAINERS_HOST_OVERRIDE");
    return chosen == null || chosen.isBlank() ? attempts.host().orElse("localhost") : chosen;
  }

  @Override
  public Info getInfo() {
    Info known = super.getInfo();
    return known == null ? getDockerClient().infoCmd().exec() : known;
  }
}
