package dev.mayfly.compose;

import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Docker's Compose for one project. */
final class Compose {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.compose");

  /** What would make it work on something else than is asked for. */
  private static final List<String> MISLEADING =
      List.of(
          "COMPOSE_FILE",
          "COMPOSE_PROJECT_NAME",
          "COMPOSE_COMPATIBILITY",
          "COMPOSE_ENV_FILES",
          "DOCKER_CONTEXT");

  private final ProjectOptions options;
  private final List<Path> files;
  private final Invocation command;

  private Compose(ProjectOptions options, List<Path> files, Invocation command) {
    this.options = options;
    this.files = files;
    this.command = command;
  }

  /**
   * For a project's files.
   *
   * @throws DeclarationException if one is missing
   * @throws MayflyException if this machine has no Compose
   */
  static Compose of(ProjectOptions options) {
    List<Path> files = options.files().stream().map(ProjectFiles::find).toList();
    Invocation command =
        Invocation.of(ComposeBinary.ofThisMachine().command(), System.getenv())
            .withoutEnv(MISLEADING)
            .env(Map.of("COMPOSE_ANSI", "never", "COMPOSE_PROGRESS", "plain"))
            .env(options.env());
    return new Compose(options, files, command);
  }

  /** The folder that the files' own paths begin in. */
  Path folder() {
    return Objects.requireNonNull(files.get(0).getParent());
  }

  /**
   * What the files say, all of it resolved, as JSON.
   *
   * @throws DeclarationException with Compose's own words if they can't be read
   */
  String model() {
    Invocation.Result result = model(options.profiles(), "");
    ComposeWords.warnings(result.stderr())
        .forEach(line -> LOG.warn("{}: {}", options.words(), line));
    return result.stdout();
  }

  /**
   * The same with a further file laid over them.
   *
   * @param file its text
   */
  String modelWith(String file) {
    return model(options.profiles(), file).stdout();
  }

  /** The same with the services of all profiles. */
  String modelOfAll() {
    return model(List.of("*"), "").stdout();
  }

  private List<String> envFiles() {
    List<String> words = new ArrayList<>();
    for (String file : options.envFiles()) {
      words.addAll(List.of("--env-file", ProjectFiles.find(file).toString()));
    }
    return words;
  }

  private Invocation.Result model(List<String> profiles, String further) {
    List<String> words = envFiles();
    files.forEach(file -> words.addAll(List.of("-f", file.toString())));
    if (!further.isEmpty()) {
      words.addAll(List.of("-f", "-"));
    }
    profiles.forEach(profile -> words.addAll(List.of("--profile", profile)));
    words.addAll(List.of("config", "--format", "json"));
    Invocation.Result result = command.arguments(words).stdin(further).run();
    if (result.exitCode() != 0) {
      String said = ComposeWords.last(result.stderr());
      throw new DeclarationException(
          "Compose can't read "
              + options.words()
              + ": "
              + said
              + ComposeAdvice.on(said, options, "config"));
    }
    return result;
  }

  /**
   * Creates all that a model asks for, and starts nothing.
   *
   * @param engine its address
   * @throws MayflyException with Compose's own words if that fails, or if it can't use the engine
   */
  void create(String model, String project, String engine) {
    List<String> words = envFiles();
    words.addAll(
        List.of("-f", "-", "--project-directory", folder().toString(), "-p", project, "create"));
    Invocation.Result result =
        command
            .arguments(words)
            .withoutEnv(List.of("DOCKER_HOST"))
            .env(EngineVariables.of(engine))
            .stdin(model)
            .run();
    if (result.exitCode() != 0) {
      String said = ComposeWords.last(result.stderr() + "\n" + result.stdout());
      throw new MayflyException(
          "Compose can't create its containers: "
              + said
              + ComposeAdvice.on(said, options, "create"));
    }
  }
}
