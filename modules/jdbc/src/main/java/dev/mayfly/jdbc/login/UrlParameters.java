package dev.mayfly.jdbc.login;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.util.Map;
import java.util.TreeMap;

/** Options of the driver in a container's description, where they are labels of the container. */
public final class UrlParameters {

  private static final String PREFIX = "mayfly.url-parameter.";

  private UrlParameters() {}

  /** The description with one more; a later one of the same name wins. */
  public static ContainerSpec add(ContainerSpec spec, String name, String value) {
    return spec.label(
        PREFIX + Given.name(name, "URL parameter"), Given.text(value, "URL parameter " + name));
  }

  /** Those of a description, by name. */
  public static Map<String, String> of(ContainerSpec spec) {
    Map<String, String> all = new TreeMap<>();
    spec.labels()
        .forEach(
            (label, value) -> {
              if (label.startsWith(PREFIX)) {
                all.put(label.substring(PREFIX.length()), value);
              }
            });
    return all;
  }
}
