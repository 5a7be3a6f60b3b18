package dev.mayfly.testcontainers;

import com.github.dockerjava.api.DockerClient;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.ResourceReaper;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * The places in Testcontainers that it has no setting for: all that is reached there by reflection,
 * each checked against every release that is supported.
 */
final class Seams {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.testcontainers");

  private static final Set<String> HIDDEN =
      Set.of(
          "DOCKER_HOST",
          "DOCKER_CLIENT_STRATEGY",
          "TESTCONTAINERS_DOCKER_CLIENT_STRATEGY",
          "docker.host",
          "tc.host",
          "docker.client.strategy");

  private Seams() {}

  /**
   * Takes Ryuk's place: what carries Testcontainers' labels carries those of a session too, and
   * that is watched by its own reaper. A reaper that was chosen before and did nothing yet is
   * replaced. Only for whom Testcontainers uses our client: others would have no reaper at all.
   */
  static void replaceRyuk() {
    try {
      Field instance = opened(ResourceReaper.class.getDeclaredField("instance"));
      Object chosen = instance.get(null);
      if (chosen == null || chosen.getClass() != ResourceReaper.class) {
        Constructor<ResourceReaper> maker = ResourceReaper.class.getDeclaredConstructor();
        maker.setAccessible(true);
        instance.set(null, maker.newInstance());
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "Ryuk can't be replaced in this version of Testcontainers ({}), and is started beside"
              + " Mayfly's reaper. To do without it, set the environment variable"
              + " TESTCONTAINERS_RYUK_DISABLED=true.",
          e.toString());
    }
  }

  /**
   * What Testcontainers asks the engine by, which is Mayfly's from now on.
   *
   * @throws IllegalStateException if it can't be had in this version of Testcontainers
   */
  static MayflyStrategy strategy() {
    DockerClientFactory factory = DockerClientFactory.instance();
    synchronized (lock(factory)) { // as its own methods do
      try {
        Field strategy = opened(DockerClientFactory.class.getDeclaredField("strategy"));
        if (strategy.get(factory) instanceof MayflyStrategy ours) {
          return ours;
        }
        MayflyStrategy fresh = MayflyStrategy.inPlace();
        strategy.set(factory, fresh);
        opened(DockerClientFactory.class.getDeclaredField("client"))
            .set(factory, (@Nullable DockerClient) null);
        return fresh;
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw new IllegalStateException(
            "mayfly-testcontainers does not know this version of Testcontainers ("
                + DockerClientFactory.TESTCONTAINERS_VERSION
                + "). Use 1.21.4 or 2.0.5, or take mayfly-testcontainers off the class path.",
            e);
      }
    }
  }

  /** The same before anything is created, where a refusal can wait for the first start. */
  static void takeOver() {
    try {
      strategy();
    } catch (IllegalStateException e) {
      LOG.debug("Told at the start", e);
    }
  }

  /** What Testcontainers itself locks while it chooses a strategy or makes its client. */
  private static Object lock(DockerClientFactory factory) {
    try {
      return Objects.requireNonNull(
          opened(DockerClientFactory.class.getDeclaredField("$lock")).get(factory));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return factory;
    }
  }

  /**
   * Lets nobody's settings lead Testcontainers to another strategy while it looks for one: it tries
   * what {@code DOCKER_HOST} and its own files name before any that a library brings.
   *
   * @return brings them back
   */
  static Runnable hideEngineSettings() {
    TestcontainersConfiguration settings = TestcontainersConfiguration.getInstance();
    try {
      Field environment = opened(TestcontainersConfiguration.class.getDeclaredField("environment"));
      Field file = opened(TestcontainersConfiguration.class.getDeclaredField("userProperties"));
      Map<?, ?> variables = (Map<?, ?>) environment.get(settings);
      Properties properties = (Properties) file.get(settings);
      environment.set(settings, without(variables));
      file.set(settings, without(properties));
      return () -> {
        set(environment, settings, variables);
        set(file, settings, properties);
      };
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("Testcontainers' settings can't be reached", e);
      return () -> {};
    }
  }

  private static Map<Object, Object> without(Map<?, ?> variables) {
    Map<Object, Object> rest = new HashMap<>(variables);
    rest.keySet().removeAll(HIDDEN);
    rest.put("TESTCONTAINERS_DOCKERCONFIG_SOURCE", "auto");
    return rest;
  }

  private static Properties without(Properties file) {
    Properties rest = new Properties();
    rest.putAll(file);
    rest.keySet().removeAll(HIDDEN);
    return rest;
  }

  private static void set(Field field, Object owner, @Nullable Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // it was set just before
    }
  }

  /** The modifier that a container has of ours, by which its creation is told from others. */
  static Optional<StartModifier> modifier(GenericContainer<?> container) {
    try {
      Field modifiers =
          opened(GenericContainer.class.getDeclaredField("createContainerCmdModifiers"));
      return ((Collection<?>) modifiers.get(container))
          .stream()
              .filter(StartModifier.class::isInstance)
              .map(StartModifier.class::cast)
              .findFirst();
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("A container's modifiers can't be read", e);
      return Optional.empty();
    }
  }

  private static Field opened(Field field) {
    field.setAccessible(true);
    return field;
  }
}
