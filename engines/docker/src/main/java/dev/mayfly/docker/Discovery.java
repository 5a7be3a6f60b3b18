package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine: the one that the user names, or the first that answers in the usual places.
 *
 * <p>A named engine that does not answer is an error, and never a reason to take another one.
 */
final class Discovery {

  private static final String ENGINE = "mayfly.engine";
  private static final String SETTING = "mayfly.docker.host";
  private static final String VARIABLE = "DOCKER_HOST";

  private final Function<String, Optional<String>> settings;
  private final Function<String, @Nullable String> environment;
  private final Path usualSocket;

  /**
   * @param settings by their names
   * @param environment the environment's variables
   * @param usualSocket where Docker's daemon listens unless told otherwise
   */
  Discovery(
      Function<String, Optional<String>> settings,
      Function<String, @Nullable String> environment,
      Path usualSocket) {
    this.settings = settings;
    this.environment = environment;
    this.usualSocket = usualSocket;
  }

  /** Connects to the engine. */
  EngineConnection open() {
    Optional<Place> named = named();
    List<String> answers = new ArrayList<>();
    for (Place place : named.map(List::of).orElseGet(this::usual)) {
      try {
        return EngineConnection.open(place.address(), Limits.of(settings));
      } catch (IOException e) {
        answers.add("  " + place + ": " + Answer.describe(e));
      }
    }
    throw new EngineNotFoundException(
        named.map(place -> namedIsSilent(place, answers)).orElseGet(() -> nobodyAnswers(answers)));
  }

  private Optional<Place> named() {
    Optional<String> engine = settings.apply(ENGINE).filter(Place::isAddress);
    Optional<String> setting = settings.apply(SETTING);
    String origin =
        engine.isPresent()
            ? "setting " + ENGINE
            : setting.isPresent() ? "setting " + SETTING : VARIABLE;
    Optional<String> text = engine.or(() -> setting).or(() -> variable(VARIABLE));
    try {
      Optional<Place> place = text.map(address -> Place.parse(address, origin));
      refuseWhatIsToCome(place, origin);
      return place;
    } catch (IllegalArgumentException e) {
      throw new DeclarationException(String.valueOf(e.getMessage()));
    }
  }

  private void refuseWhatIsToCome(Optional<Place> place, String origin) {
    boolean isTcp = place.isPresent() && place.get().address().socket() == null;
    if (isTcp && variable("DOCKER_TLS_VERIFY").isPresent()) {
      throw new IllegalArgumentException(
          origin
              + " is to be reached by TLS (DOCKER_TLS_VERIFY is set), which Mayfly can't do yet."
              + " Name a unix socket, or a plain TCP port and unset DOCKER_TLS_VERIFY.");
    }
    Optional<String> context =
        variable("DOCKER_CONTEXT").filter(name -> !name.equals("default") && place.isEmpty());
    if (context.isPresent()) {
      throw new IllegalArgumentException(
          "DOCKER_CONTEXT is \""
              + context.get()
              + "\", and Mayfly can't read contexts yet. Put the address that"
              + " \"docker context inspect\" shows into DOCKER_HOST.");
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
  }

  private List<Place> usual() {
    List<Place> places = new ArrayList<>();
    places.add(new Place(EngineAddress.unix(usualSocket), "the usual place"));
    add(places, "XDG_RUNTIME_DIR", "docker.sock", "rootless Docker");
    add(places, "HOME", ".docker/run/docker.sock", "Docker Desktop");
    add(places, "XDG_RUNTIME_DIR", "podman/podman.sock", "rootless Podman");
    return places;
  }

  private void add(List<Place> places, String directory, String socket, String origin) {
    variable(directory)
        .map(path -> EngineAddress.unix(Path.of(path, socket)))
        .ifPresent(address -> places.add(new Place(address, origin)));
  }

  private static String namedIsSilent(Place place, List<String> answers) {
    return "The container engine that "
        + place.origin()
        + " names does not answer:\n"
        + String.join("\n", answers)
        + "\nStart it, or correct or remove "
        + place.origin()
        + ". Nothing else was tried, because it is set.";
  }

  private static String nobodyAnswers(List<String> answers) {
    return "No container engine answers. Tried:\n"
        + String.join("\n", answers)
        + "\nStart one (\"sudo systemctl start docker\", Docker Desktop, or \"podman system service"
        + " -t 0\"), or name it in DOCKER_HOST or in the setting "
        + SETTING
        + ".";
  }
}
