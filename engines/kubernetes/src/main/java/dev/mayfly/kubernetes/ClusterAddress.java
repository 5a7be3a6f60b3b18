package dev.mayfly.kubernetes;

import dev.mayfly.DeclarationException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which cluster is meant, and where in it.
 *
 * @param context of the kubectl command's configuration; empty for its current one, or for the
 *     cluster that this JVM runs in
 * @param namespace empty for that of the context
 */
record ClusterAddress(String context, String namespace) {

  static final String NAME = "kubernetes";

  private static final String SCHEME = NAME + "://";
  private static final String ENGINE = "mayfly.engine";
  private static final String CONTEXT = "mayfly.kubernetes.context";
  private static final String NAMESPACE = "mayfly.kubernetes.namespace";

  static boolean matches(String text) {
    return text.equals(NAME) || text.startsWith(SCHEME);
  }

  /** What the settings say. */
  static ClusterAddress of(Function<String, Optional<String>> settings) {
    String engine = settings.apply(ENGINE).orElse(NAME);
    return matches(engine) ? of(engine, settings) : of(NAME, settings);
  }

  /** What an address says, and of what it leaves out, the settings. */
  static ClusterAddress of(String address, Function<String, Optional<String>> settings) {
    String rest = address.startsWith(SCHEME) ? address.substring(SCHEME.length()) : "";
    String[] parts = rest.split("/", -1);
    if (parts.length > 2) {
      throw new DeclarationException(
          "\""
              + address
              + "\" is no address of a cluster. Write kubernetes://CONTEXT/NAMESPACE; a / in the"
              + " context's name is %2F.");
    }
    String context = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
    String namespace = parts.length == 2 ? parts[1] : "";
    return new ClusterAddress(
        context.isEmpty() ? settings.apply(CONTEXT).orElse("") : context,
        namespace.isEmpty() ? settings.apply(NAMESPACE).orElse("") : namespace);
  }

  @Override
  public String toString() {
    return SCHEME + URLEncoder.encode(context, StandardCharsets.UTF_8) + "/" + namespace;
  }
}
