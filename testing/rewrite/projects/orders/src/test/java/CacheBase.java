import org.testcontainers.containers.GenericContainer;

abstract class CacheBase {

  static final GenericContainer<?> CACHE =
      new GenericContainer<>("redis:7.0").withExposedPorts(6379);

  static {
    CACHE.start();
  }

  static String address() {
    return CACHE.getHost() + ":" + CACHE.getMappedPort(6379);
  }
}
