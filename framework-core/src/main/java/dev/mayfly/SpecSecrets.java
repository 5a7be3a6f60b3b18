package dev.mayfly;

import dev.mayfly.FileSource.Bytes;
import dev.mayfly.secrets.SecretSearch;
import dev.mayfly.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the secrets that descriptions hold. */
final class SpecSecrets {

  /** What is longer is data. */
  private static final int LONGEST = 64 * 1024;

  private SpecSecrets() {}

  static Secrets of(ContainerSpec spec) {
    SecretSearch search = spec.image() instanceof ImageBuild build ? of(build) : new SecretSearch();
    search.shown(spec.image().describe());
    search.names(spec.secretVariables()).marked(spec.markedSecrets());
    search.variables(spec.env()).variables(spec.labels());
    search.arguments(Objects.requireNonNullElse(spec.command(), List.of()));
    search.arguments(Objects.requireNonNullElse(spec.entrypoint(), List.of()));
    search.text(Objects.requireNonNullElse(spec.createRequestPatch(), ""));
    search.text(spec.readiness().describe());
    spec.files().forEach(file -> file(file.source(), search));
    return search.found();
  }

  static SecretSearch of(ImageBuild build) {
    return new SecretSearch().variables(build.arguments());
  }

  /** The secrets of a command. */
  static Secrets of(List<String> command, Map<String, String> env, byte[] stdin) {
    SecretSearch search = new SecretSearch().variables(env).arguments(command);
    if (stdin.length <= LONGEST) {
      search.text(new String(stdin, StandardCharsets.UTF_8));
    }
    return search.found();
  }

  private static void file(FileSource source, SecretSearch search) {
    if (source instanceof Bytes bytes && (bytes.isSecret() || bytes.content().length <= LONGEST)) {
      String content = new String(bytes.content(), StandardCharsets.UTF_8);
      if (bytes.isSecret()) {
        search.marked(List.of(content.strip()));
      } else {
        search.text(content);
      }
    }
  }
}
