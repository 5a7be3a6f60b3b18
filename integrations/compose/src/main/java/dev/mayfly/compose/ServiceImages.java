package dev.mayfly.compose;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Durations;
import dev.mayfly.ForeignStart;
import dev.mayfly.ImageException;
import dev.mayfly.PullPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has Mayfly fetch the images of a project's services, side by side, as for all other containers;
 * Compose finds them on the engine then.
 */
record ServiceImages(ForeignStart<ContainerSpec> start, ProjectModel model) {

  private static final String EVERY = "every_";

  /**
   * What the engine has, by the names that the files have; images that the project builds are not
   * among them.
   */
  Map<String, String> ensured() {
    Map<String, String> there = new ConcurrentHashMap<>();
    Map<String, ServiceStarts.Step> steps = new TreeMap<>();
    Set<String> built = built();
    for (ServiceModel service : model.services()) {
      String image = service.node().path("image").asText();
      if (!service.node().has("build") && !built.contains(image)) {
        Runnable fetching = () -> there.put(image, fetched(service, image));
        steps.put(service.name(), new ServiceStarts.Step(Set.of(), List.of(fetching)));
      }
    }
    new ServiceStarts(steps).run();
    return there;
  }

  private Set<String> built() {
    Set<String> built = new HashSet<>();
    for (ServiceModel service : model.services()) {
      if (service.node().has("build")) {
        built.add(service.node().path("image").asText());
      }
    }
    return built;
  }

  private String fetched(ServiceModel service, String image) {
    ContainerSpec spec = ContainerSpec.of(image);
    String platform = service.node().path("platform").asText();
    if (!platform.isEmpty()) {
      spec = spec.platform(platform);
    }
    Optional<PullPolicy> policy = policy(service.node().path("pull_policy").asText());
    if (policy.isPresent()) {
      spec = spec.pull(policy.get());
    }
    try {
      return start.image(spec);
    } catch (ImageException e) {
      throw new ImageException("service " + service.name() + ": " + e.getMessage(), e);
    }
  }

  /** That of a file, in the words of the Compose specification; else that of the settings. */
  static Optional<PullPolicy> policy(String word) {
    if (word.startsWith(EVERY)) {
      return Durations.parse(word.substring(EVERY.length()))
          .filter(age -> !age.isZero())
          .map(PullPolicy::olderThan);
    }
    return switch (word) {
      case "always" -> Optional.of(PullPolicy.always());
      case "never" -> Optional.of(PullPolicy.never());
      case "missing", "if_not_present" -> Optional.of(PullPolicy.missing());
      case "daily" -> Optional.of(PullPolicy.olderThan(Duration.ofDays(1)));
      case "weekly" -> Optional.of(PullPolicy.olderThan(Duration.ofDays(7)));
      default -> Optional.empty();
    };
  }
}
