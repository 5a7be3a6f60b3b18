package dev.mayfly.compose;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStarter;
import dev.mayfly.DeclarationException;
import dev.mayfly.ForeignStart;
import dev.mayfly.MayflyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts a project: Compose reads and creates, Mayfly starts. Two that were told the same are
 * equal.
 */
final class ProjectStarter implements ContainerStarter<ContainerSpec> {

  private final ProjectOptions options;
  private final ProjectReading reading;

  ProjectStarter(ProjectReading reading) {
    this.options = reading.options();
    this.reading = reading;
  }

  @Override
  public void start(ForeignStart<ContainerSpec> start) {
    try {
      startAll(start);
    } catch (ContainerStartException e) {
      throw e;
    } catch (DeclarationException e) {
      throw new DeclarationException(masked(e));
    } catch (MayflyException e) {
      throw replaced(e, masked(e));
    }
  }

  /** Without a cause, which would tell what is starred in the message. */
  private static MayflyException replaced(MayflyException e, String message) {
    MayflyException masked = new MayflyException(message);
    masked.setStackTrace(e.getStackTrace());
    return masked;
  }

  /** What a user gave as a variable may be in the words of others. */
  private String masked(MayflyException e) {
    ContainerSpec given = ContainerSpec.of(options.imageName());
    for (Map.Entry<String, String> variable : options.env().entrySet()) {
      given = given.env(variable.getKey(), variable.getValue());
    }
    return given.secrets().mask(String.valueOf(e.getMessage()));
  }

  private void startAll(ForeignStart<ContainerSpec> start) {
    ProjectModel model = reading.model();
    String project = start.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
    start.marked(Marks.PROJECT, project);
    Map<String, String> images = new ServiceImages(start, model).ensured();
    Rewriting rewriting =
        new Rewriting(model, project, start.labels(), start.publishAddress(), images);
    Map<String, List<String>> aliases = new HashMap<>();
    model.names().forEach(name -> aliases.put(name, aliases(start, name)));
    create(model, rewriting.json(aliases), project, start.engine());
    Map<String, ServiceStarts.Step> steps = new TreeMap<>();
    for (ServiceModel service : model.services()) {
      List<Runnable> launches = launches(start, service, rewriting);
      steps.put(service.name(), new ServiceStarts.Step(service.needs(), launches));
    }
    new ServiceStarts(steps).run();
  }

  /** What services are told may be in Compose's words. */
  private static void create(ProjectModel model, String json, String project, String engine) {
    try {
      model.compose().create(json, project, engine);
    } catch (MayflyException e) {
      String message = String.valueOf(e.getMessage());
      for (ServiceModel service : model.services()) {
        message = service.spec("any").secrets().mask(message);
      }
      throw replaced(e, message);
    }
  }

  private static List<String> aliases(ForeignStart<ContainerSpec> start, String name) {
    return start.aliases().stream().map(alias -> alias + "-" + name).toList();
  }

  private static List<Runnable> launches(
      ForeignStart<ContainerSpec> start, ServiceModel service, Rewriting rewriting) {
    ContainerSpec spec = service.spec(rewriting.image(service));
    int replicas = service.replicas();
    List<String> common = aliases(start, service.name());
    List<Runnable> launches = new ArrayList<>();
    for (int i = 1; i <= replicas; i++) {
      int number = i;
      List<String> names = new ArrayList<>();
      String suffix = replicas == 1 ? "" : "-" + number;
      common.forEach(name -> names.add(name + suffix));
      if (replicas > 1) {
        names.addAll(common);
      }
      String what = "service " + service.name() + suffix.replace('-', ' ');
      launches.add(
          () ->
              start.launch(
                  rewriting.container(service, number),
                  what,
                  names,
                  spec.label(Marks.NUMBER, String.valueOf(number))));
    }
    return launches;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProjectStarter starter && starter.options.equals(options);
  }

  @Override
  public int hashCode() {
    return options.hashCode();
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
