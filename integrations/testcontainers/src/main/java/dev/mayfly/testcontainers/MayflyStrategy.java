package dev.mayfly.testcontainers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.transport.SSLConfig;
import dev.mayfly.MayflyException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
  private final Runnable restore;
  private final AtomicReference<@Nullable DockerClient> client = new AtomicReference<>();

  /** For Testcontainers, while it looks for a strategy. */
  public MayflyStrategy() {
    this(Seams.hideEngineSettings());
  }

  private MayflyStrategy(Runnable restore) {
    this.restore = restore;
  }

  /** One that it need not look for. */
  static MayflyStrategy inPlace() {
    return new MayflyStrategy(() -> {});
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

  /**
   * Testcontainers asks when all others that it would try before are out of the way. It goes on to
   * other engines if it can't use one, but for what is thrown here.
   */
  @Override
  protected boolean isApplicable() {
    restore.run();
    try {
      getInfo();
    } catch (IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Testcontainers can't use the engine at " + address() + ": " + e.getMessage(), e);
    }
    return true;
  }

  @Override
  public TransportConfig getTransportConfig() {
    String address = address();
    if (KNOWN_SCHEMES.stream().noneMatch(scheme -> address.startsWith(scheme + ":"))) {
      throw new IllegalStateException(
          "Testcontainers has no connection to "
              + address
              + ", where Mayfly's containers run: it knows "
              + KNOWN_SCHEMES.stream().sorted().toList()
              + ". Set mayfly.engine to such an address of that engine, with DOCKER_CERT_PATH for its"
              + " certificates, or forward its socket, and set mayfly.engine to the socket's place.");
    }
    URI engine = URI.create(address);
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
  public DockerClient getDockerClient() {
    DockerClient known = client.get();
    if (known != null) {
      return known;
    }
    Seams.replaceRyuk();
    DockerClient fresh =
        new SessionClient(super.getDockerClient(), attempts, () -> lone.session().labels());
    DockerClient first = client.compareAndExchange(null, fresh);
    return first == null ? fresh : first;
  }

  /** Where Mayfly reaches ports, or is likely to as long as it knows of none. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it may ask the engine
  public String getDockerHostIpAddress() {
    String chosen = System.getenv("TESTCONTAINERS_HOST_OVERRIDE");
    return chosen == null || chosen.isBlank()
        ? attempts.host().orElseGet(this::engineHost)
        : chosen;
  }

  private String engineHost() {
    String host = getTransportConfig().getDockerHost().getHost();
    return host == null || host.isBlank() ? "localhost" : host;
  }

  @Override
  public Info getInfo() {
    Info known = super.getInfo();
    return known == null ? getDockerClient().infoCmd().exec() : known;
  }
}
