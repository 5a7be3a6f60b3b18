package dev.mayfly.docker;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Docker's buildx, a plug-in of the docker command, which also runs by itself and lets an engine's
 * BuildKit build.
 *
 * @param program its file
 * @param environment of its own, which leads it to the engine
 */
record Buildx(Path program, Map<String, String> environment) {

  private static final String NAME = "docker-buildx";
  private static final String CONTEXT = "context:";
  private static final Pattern KNOWN = Pattern.compile("(unix|tcp|ssh|npipe)://.+");

  /** Where the docker command looks, beside the user's own folder. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/local/lib/docker/cli-plugins",
          "/usr/local/libexec/docker/cli-plugins",
          "/usr/lib/docker/cli-plugins",
          "/usr/libexec/docker/cli-plugins",
          "/opt/homebrew/lib/docker/cli-plugins",
          "/Applications/Docker.app/Contents/Resources/cli-plugins",
          "C:\\Program Files\\Docker\\cli-plugins",
          "C:\\ProgramData\\Docker\\cli-plugins");

  /** What is read by programs, and is not to be changed by a build's argument of that name. */
  private static final Pattern READ_BY_PROGRAMS =
      Pattern.compile("(?i).*_proxy|(docker|build|otel|xdg|ssh|ld)_.*|path|home|tmpdir|tmp|temp");

  /**
   * The plug-in, where there is one that can speak with an engine.
   *
   * @param engine what leads to it, such as {@code unix:///run/docker.sock} or {@code context:NAME}
   */
  static Optional<Buildx> find(Variables variables, String engine) {
    return leading(engine)
        .flatMap(
            environment ->
                files(variables)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(program -> new Buildx(program, environment)));
  }

  private static Stream<Path> files(Variables variables) {
    String file = File.separatorChar == '\\' ? NAME + ".exe" : NAME;
    return Stream.concat(
        Stream.of(CliConfig.of(variables).folder().resolve("cli-plugins").resolve(file)),
        FOLDERS.stream().map(folder -> Path.of(folder, file)));
  }

  private static Optional<Map<String, String>> leading(String engine) {
    if (engine.startsWith(CONTEXT)) {
      String name = engine.substring(CONTEXT.length());
      return Optional.of(Map.of("DOCKER_CONTEXT", name, "BUILDX_BUILDER", name));
    }
    return KNOWN.matcher(engine).matches()
        ? Optional.of(Map.of("DOCKER_HOST", engine, "BUILDX_BUILDER", "default"))
        : Optional.empty();
  }

  /**
   * Builds an image, which the engine has then. A folder is read by buildx itself, which sends what
   * has changed since; files that are in no folder go there as an archive, in which BuildKit heeds
   * no ignore file.
   *
   * @param what for messages
   * @param context for builds with files that are in no folder
   * @param dockerfile with the bases that are used
   * @throws EngineException if it can't be built
   */
  void build(
      String what,
      BuildRequest request,
      BuildContext context,
      ParentImages dockerfile,
      Consumer<String> output) {
    try (BuildxFolder own = BuildxFolder.create()) {
      Map<String, String> env = new HashMap<>(environment);
      env.putAll(own.variables());
      List<String> command = new ArrayList<>(List.of(program.toString(), "build"));
      command.addAll(List.of("--progress", "plain", "--load"));
      command.addAll(List.of("--tag", request.name().familiar()));
      options(request, command, env);
      Path folder = request.build().context();
      BodyWriter input;
      if (folder != null && !Builds.hasFilesElsewhere(request)) {
        command.addAll(List.of("--file", "-", folder.toString()));
        byte[] text = dockerfile.text().getBytes(StandardCharsets.UTF_8);
        input = out -> out.write(text);
      } else {
        command.addAll(List.of("--file", context.dockerfile(), "-"));
        input = archive(context);
      }
      new BuildxRun(what, command, env).run(input, output);
    } catch (IOException e) {
      throw new EngineException(0, what + ": no folder for buildx: " + e.getMessage(), e);
    }
  }

  /**
   * With the Dockerfile first and a time of whole seconds in it: buildx takes for an archive what
   * begins with a plain header.
   */
  private static TarWriter archive(BuildContext context) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Predicate<FileEntry> isDockerfile = file -> file.path().equals(context.dockerfile());
    return new TarWriter(
        context.files().stream()
            .sorted(Comparator.comparing(isDockerfile.negate()::test))
            .map(file -> isDockerfile.test(file) ? file.modified(now) : file)
            .toList(),
        now);
  }

  private static void options(BuildRequest request, List<String> command, Map<String, String> env) {
    ImageBuild build = request.build();
    Builds.labels(request)
        .forEach((key, value) -> command.addAll(List.of("--label", key + "=" + value)));
    build.arguments().forEach((name, value) -> argument(name, value, command, env));
    build.secrets().forEach((id, value) -> secret(id, value, command, env));
    for (ImageName image : build.cacheFrom()) {
      command.addAll(List.of("--cache-from", image.familiar()));
    }
    String platform = build.platform();
    if (platform != null) {
      command.addAll(List.of("--platform", platform));
    }
    String target = build.target();
    if (target != null) {
      command.addAll(List.of("--target", target));
    }
  }

  /** By the environment, since everybody on the machine can read the command. */
  private static void argument(
      String name, String value, List<String> command, Map<String, String> env) {
    boolean isRead = READ_BY_PROGRAMS.matcher(name).matches();
    command.addAll(List.of("--build-arg", isRead ? name + "=" + value : name));
    if (!isRead) {
      env.put(name, value);
    }
  }

  private static void secret(
      String id, String value, List<String> command, Map<String, String> env) {
    String variable = "MAYFLY_BUILD_SECRET_" + env.size();
    command.addAll(List.of("--secret", "id=" + id + ",env=" + variable));
    env.put(variable, value);
  }
}
