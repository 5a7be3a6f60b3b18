package dev.mayfly.docker;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the engine: the one that the user names, or the first that answers in the known places. If
 * nobody is at any of them, a Podman is told to listen that is there and does not.
 *
 * <p>A named engine that does not answer is an error, and never a reason to take another one. Used
 * once.
 */
final class Discovery {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  /** An engine that is slower is asked again when no other has answered. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final NamedEngine named;
  private final KnownPlaces known;
  private final Limits limits;
  private final ApiVersion newest;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<Place> slow = new ArrayList<>();

  /** Where an engine is, or may be, that does not answer. */
  private final List<Place> silent = new ArrayList<>();

  /**
   * @param settings by their names
   * @param environment the environment's variables
   * @param root of this machine's files
   */
  Discovery(
      Function<String, Optional<String>> settings,
      Function<String, @Nullable String> environment,
      Path root) {
    Variables variables = new Variables(environment);
    this.named = new NamedEngine(settings, variables);
    this.known = new KnownPlaces(variables, root, PipeAddress.isWindows());
    this.limits = Limits.of(settings);
    this.newest = ApiLimit.of(variables);
  }

  /**
   * Connects to the engine.
   *
   * @throws dev.mayfly.DeclarationException if what names it can't be used
   * @throws EngineNotFoundException if none answers; the message lists what was tried
   */
  EngineConnection open() {
    return open(named.find());
  }

  /**
   * Connects to the engine of a name.
   *
   * @throws dev.mayfly.DeclarationException if the name can't be used
   * @throws EngineNotFoundException if the engine does not answer
   */
  EngineConnection open(EngineName name) {
    return open(named.find(name));
  }

  private EngineConnection open(Optional<Place> place) {
    return place.isPresent()
        ? ask(List.of(place.get()), EngineConnection.PATIENCE)
            .orElseThrow(() -> new EngineNotFoundException(isSilent(place.get())))
        : ask(List.of(known.usual()), GLANCE)
            .or(() -> ask(known.others(), GLANCE))
            .or(() -> ask(List.copyOf(slow), EngineConnection.PATIENCE))
            .or(() -> known.podman().flatMap(this::served))
            .orElseThrow(() -> new EngineNotFoundException(nobodyAnswers()));
  }

  private Optional<EngineConnection> served(Path podman) {
    String origin = "a service of " + podman + " for this JVM";
    if (!silent.isEmpty()) {
      answers.put(origin, "not started, since it would stand in for " + silent.get(0));
      return Optional.empty();
    }
    try {
      PodmanService service = PodmanService.ofThisJvm(podman, PodmanService.PATIENCE);
      return ask(List.of(Place.of(new PodmanAddress(service), origin)), EngineConnection.PATIENCE);
    } catch (ClosedByInterruptException e) {
      throw new EngineException(0, "Looking for the engine: interrupted.", e);
    } catch (IOException e) {
      answers.put(origin, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<EngineConnection> ask(List<Place> places, Duration patience) {
    for (Place place : places) {
      try {
        EngineConnection found = EngineConnection.open(place, limits, patience, newest);
        if (!place.equals(known.usual())) {
          LOG.info("The engine is at {}", place);
        }
        return Optional.of(found);
      } catch (ClosedByInterruptException e) {
        throw new EngineException(0, "Looking for the engine: interrupted.", e);
      } catch (IOException e) {
        note(place, e);
      }
    }
    return Optional.empty();
  }

  private void note(Place place, IOException e) {
    if (e instanceof SocketTimeoutException) {
      slow.add(place);
    }
    if (!Answer.isOfNobody(e, place.address())) {
      silent.add(place);
    }
    answers.put(place.toString(), Answer.describe(e, place.address()));
  }

  private String isSilent(Place place) {
    return "The container engine that "
        + place.origin()
        + " names does not answer:\n"
        + tried()
        + "\nStart it, or correct or remove "
        + place.origin()
        + ". Nothing else was tried, because it is set.";
  }

  private String nobodyAnswers() {
    return "No container engine answers. Tried:\n"
        + tried()
        + "\nStart one (\"sudo systemctl start docker\", Docker Desktop, or \"podman system service"
        + " -t 0\"), or name it in DOCKER_HOST or in the setting mayfly.engine."
        + likeliest();
  }

  /** Where something is, it is meant, most likely; its trouble is the one to look at first. */
  private String likeliest() {
    return answers.entrySet().stream()
        .filter(answer -> !answer.getValue().equals(Answer.NO_FILE))
        .findFirst()
        .map(answer -> "\nBegin with " + answer.getKey() + ": " + answer.getValue())
        .orElse("");
  }

  private String tried() {
    List<String> lines = new ArrayList<>();
    answers.forEach((place, answer) -> lines.add("  " + place + ": " + answer));
    return String.join("\n", lines);
  }
}
