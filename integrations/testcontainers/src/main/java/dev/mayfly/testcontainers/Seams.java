package dev.mayfly.testcontainers;

import com.github.dockerjava.api.DockerClient;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.ResourceReaper;

/**
 * The places in Testcontainers that it has no setting for: all that is reached there by reflection,
 * each checked against every release that is supported.
 */
final class Seams {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.testcontainers");

  private Seams() {}

  /**
   * Takes Ryuk's place: what carries Testcontainers' labels carries those of a session too, and
   * that is watched by its own reaper. A reaper that was chosen before and did nothing yet is
   * replaced.
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
    synchronized (factory) { // as its own methods do
      try {
        Field strategy = opened(DockerClientFactory.class.getDeclaredField("strategy"));
        if (strategy.get(factory) instanceof MayflyStrategy ours) {
          return ours;
        }
        MayflyStrategy fresh = new MayflyStrategy();
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
