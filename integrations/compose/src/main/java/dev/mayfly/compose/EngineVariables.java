package dev.mayfly.compose;

import dev.mayfly.MayflyException;
import java.util.Map;
import java.util.regex.Pattern;

/** The variables by which Docker's programs are told which engine is meant. */
final class EngineVariables {

  private static final String CONTEXT = "context:";
  private static final Pattern KNOWN = Pattern.compile("(unix|tcp|ssh|npipe)://.+");

  private EngineVariables() {}

  /**
   * Those for an engine. What is not among them has to be unset.
   *
   * @param address as Mayfly calls it; {@code context:NAME} is one that only the docker command's
   *     configuration knows
   * @throws MayflyException if Compose can't use it
   */
  static Map<String, String> of(String address) {
    if (address.startsWith(CONTEXT)) {
      return Map.of("DOCKER_CONTEXT", address.substring(CONTEXT.length()));
    }
    if (!KNOWN.matcher(address).matches()) {
      throw new MayflyException(
          "Compose can't use the engine at "
              + address
              + ": it reaches engines at unix://, tcp://, ssh:// and npipe://, and contexts of the"
              + " docker command.");
    }
    return Map.of("DOCKER_HOST", address);
  }
}
