package dev.mayfly.elasticsearch;

import dev.mayfly.ContainerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Installs plugins in a container before its node starts, once.
 *
 * @param program that does it, in the {@code bin} folder of the image's working directory
 * @param entrypoint the image's
 * @param command what that is given by the image
 */
record Plugins(String program, String entrypoint, String command) {

  /** The marker stays in a container that is started again. */
  private static final String INSTALL =
      """
      if [ ! -e /tmp/mayfly-plugins ]; then
        for plugin in "$@"; do
          bin/%s install --batch "$plugin" || exit 1
        done
        touch /tmp/mayfly-plugins
      fi
      exec %s %s
      """;

  /** A description with these plugins after those that it has. */
  ContainerSpec add(ContainerSpec spec, List<String> names) {
    String script = INSTALL.formatted(program, entrypoint, command);
    List<String> before = spec.command();
    List<String> all =
        new ArrayList<>(
            before != null && before.contains(script)
                ? before
                : List.of("sh", "-c", script, "plugins"));
    all.addAll(names);
    return spec.command(all.toArray(String[]::new));
  }
}
