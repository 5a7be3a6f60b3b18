package dev.mayfly.jdbc.url;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Tells Spring Boot the driver of a {@code spring.datasource.url} that is ours: it knows those of
 * products, and looks for an embedded database otherwise. A driver that somebody names stays.
 */
final class SpringDriverName implements EnvironmentPostProcessor {

  private static final String URL = "spring.datasource.url";
  private static final String DRIVER = "spring.datasource.driver-class-name";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (url(environment).startsWith(DatabaseUrl.PREFIX)) {
      Map<String, Object> driver = Map.of(DRIVER, MayflyDriver.class.getName());
      environment.getPropertySources().addLast(new MapPropertySource("mayfly", driver));
    }
  }

  /** A URL with a part that is filled in later is none of ours. */
  private static String url(ConfigurableEnvironment environment) {
    try {
      return environment.getProperty(URL, "");
    } catch (IllegalArgumentException unresolvedYet) {
      return "";
    }
  }
}
