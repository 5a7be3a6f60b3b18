package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.Keep;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Moment;
import dev.mayfly.Mount;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.Port;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.engine.ContainerEngine;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What of a declared container shapes its state: the recipe by which a snapshot is made, and by
 * which it is known again.
 */
final class SnapshotRecipe {

  /** Hooks of these moments help a service to come up; later ones are for who uses it. */
  private static final List<Moment> SHAPING =
      List.of(Moment.CREATED, Moment.STARTING, Moment.STARTED);

  private SnapshotRecipe() {}

  /**
   * The container to make a snapshot of: nobody finds it by a name, it has no port that was chosen,
   * and what is for those who use it is left out.
   */
  static StartRequest of(StartRequest request) {
    ContainerSpec declared = Creation.hosted(request);
    ContainerSpec recipe = shaping(declared).readyWhen(declared.readiness()).keep(Keep.NEVER);
    for (NetworkAttachment joined : declared.networks()) {
      recipe = recipe.network(joined.network());
    }
    recipe = withHooks(recipe, declared);
    recipe = given(recipe, declared.startTimeout(), ContainerSpec::startTimeout);
    recipe =
        given(
            recipe,
            declared.snapshotPreparation(),
            (spec, hook) -> spec.when(Moment.READY, hook)); // the only one at this moment
    return new StartRequest(recipe, List.of(), request.place() + ", for its snapshot");
  }

  /**
   * The text that is the same for equal states. Where the user names a version, code is left to it.
   *
   * @throws DeclarationException if an input can't be compared with an earlier run's, or can't be
   *     read
   */
  static String text(StartRequest request, ContainerEngine engine) {
    ContainerSpec declared = Creation.hosted(request);
    SnapshotSpec snapshot = Objects.requireNonNull(declared.snapshotSpec());
    ContainerSpec counted = shaping(declared);
    if (snapshot.version().isEmpty()) {
      counted = withHooks(counted, declared).readyWhen(declared.readiness());
    }
    for (int input = 0; input < snapshot.inputs().size(); input++) {
      counted =
          counted.copy(CopiedFile.of(snapshot.inputs().get(input), "/mayfly-snapshot/" + input));
    }
    return snapshot.version() + "\n" + CanonicalForm.ofState(counted, request.place(), engine);
  }

  /**
   * Refuses what a snapshot would not hold, or would hold although it has changed.
   *
   * @throws DeclarationException if there is any
   */
  static void check(ContainerSpec spec, String place) {
    if (spec.image() instanceof ImageBuild build) {
      throw refused(
          place,
          build.describe() + " is built for each session",
          "build it under a name, and let the container be of that");
    }
    for (Mount mount : spec.mounts()) {
      if (!(mount instanceof Mount.Tmpfs)) {
        throw refused(
            place,
            "what is mounted at " + mount.containerPath() + " is in no image",
            "copy(…), or a path beside it");
      }
    }
  }

  private static DeclarationException refused(String place, String why, String wayOut) {
    return new DeclarationException(
        place + " can't be kept as a snapshot: " + why + ". try: " + wayOut + ".");
  }

  private static ContainerSpec withHooks(ContainerSpec recipe, ContainerSpec declared) {
    ContainerSpec all = recipe;
    for (Moment moment : SHAPING) {
      for (LifecycleHook hook : declared.hooks(moment)) {
        all = all.when(moment, hook);
      }
    }
    return all;
  }

  /** But for hooks, networks and the condition for being ready. */
  private static ContainerSpec shaping(ContainerSpec declared) {
    ContainerSpec recipe =
        ContainerSpec.of(declared.image())
            .env(declared.env())
            .expose(declared.ports().toArray(Port[]::new))
            .mount(declared.mounts().toArray(Mount[]::new))
            .copy(declared.files().toArray(CopiedFile[]::new))
            .resources(declared.resources())
            .addCapability(declared.addedCapabilities().toArray(String[]::new))
            .dropCapability(declared.droppedCapabilities().toArray(String[]::new));
    recipe = given(recipe, declared.command(), SnapshotRecipe::command);
    recipe = given(recipe, declared.entrypoint(), SnapshotRecipe::entrypoint);
    recipe = given(recipe, declared.workingDirectory(), ContainerSpec::workingDirectory);
    recipe = given(recipe, declared.user(), ContainerSpec::user);
    recipe = given(recipe, declared.hostname(), ContainerSpec::hostname);
    recipe = given(recipe, declared.platform(), ContainerSpec::platform);
    recipe = given(recipe, declared.pull(), ContainerSpec::pull);
    recipe = given(recipe, declared.createRequestPatch(), ContainerSpec::createRequestPatch);
    recipe = declared.isPrivileged() ? recipe.privileged() : recipe;
    recipe = declared.hasInit() ? recipe.init() : recipe;
    return labelled(reaching(recipe, declared), declared);
  }

  private static ContainerSpec reaching(ContainerSpec recipe, ContainerSpec declared) {
    ContainerSpec reaching = recipe;
    for (var host : declared.extraHosts().entrySet()) {
      reaching = reaching.extraHost(host.getKey(), host.getValue());
    }
    return declared.reachesHost()
        ? reaching.exposeHostPort(
            declared.hostPorts().stream().mapToInt(Integer::intValue).toArray())
        : reaching;
  }

  private static ContainerSpec labelled(ContainerSpec recipe, ContainerSpec declared) {
    ContainerSpec labelled = recipe;
    for (var label : declared.labels().entrySet()) {
      labelled = labelled.label(label.getKey(), label.getValue());
    }
    return labelled;
  }

  private static ContainerSpec command(ContainerSpec spec, List<String> words) {
    return spec.command(words.toArray(String[]::new));
  }

  private static ContainerSpec entrypoint(ContainerSpec spec, List<String> words) {
    return spec.entrypoint(words.toArray(String[]::new));
  }

  private static <T> ContainerSpec given(
      ContainerSpec spec, @Nullable T value, BiFunction<ContainerSpec, T, ContainerSpec> option) {
    return value == null ? spec : option.apply(spec, value);
  }
}
