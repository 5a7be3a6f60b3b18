package dev.mayfly;

import dev.mayfly.arguments.Given;
import dev.mayfly.arguments.Printable;
import dev.mayfly.secrets.SecretSearch;
import dev.mayfly.secrets.Secrets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image to be built from a Dockerfile before the container starts.
 *
 * <p>An image is built once a session for equal builds, carries the session's label and is removed
 * with it. Immutable.
 *
 * @param context the directory that is sent to the engine, as {@code docker build} sends it: links
 *     as links, with the files' modes, without sockets and what a {@code .dockerignore} in it names
 * @param dockerfile the Dockerfile, relative to the context, inside or outside
 * @param arguments the build arguments
 * @param target the stage to stop at, or null for the last
 */
@CheckReturnValue
public record ImageBuild(
    Path context, String dockerfile, Map<String, String> arguments, @Nullable String target)
    implements ImageSource {

  public ImageBuild {
    Given.text(dockerfile, "dockerfile");
    context = Given.value(context, "context").toAbsolutePath().normalize();
    arguments = Map.copyOf(arguments);
  }

  /** Builds the {@code Dockerfile} in {@code context}. */
  public static ImageBuild of(Path context) {
    return new ImageBuild(context, "Dockerfile", Map.of(), null);
  }

  public ImageBuild dockerfile(String relativePath) {
    return new ImageBuild(context, relativePath, arguments, target);
  }

  public ImageBuild argument(String name, String value) {
    Map<String, String> more = Given.with(arguments, name, value, "argument");
    return new ImageBuild(context, dockerfile, more, target);
  }

  public ImageBuild target(String stage) {
    return new ImageBuild(context, dockerfile, arguments, Given.name(stage, "target"));
  }

  /** Without secrets. */
  @Override
  public String toString() {
    Secrets secrets = new SecretSearch().variables(arguments).found();
    return secrets.mask(describe() + ", target " + target + ", arguments ")
        + secrets.variables(arguments);
  }

  @Override
  public String describe() {
    return "the image built from " + Printable.line(context.resolve(dockerfile).toString());
  }
}
