package dev.mayfly.cli;

import dev.mayfly.ImageName;
import java.net.URLClassLoader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which images a command is for: those that are named, and those of a test class path. */
final class ChosenImages {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "IMAGE", description = "names of images")
  private List<String> names = List.of();

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "CLASSPATH",
      description =
          "those that the tests of this class path, or of the one in @FILE, need, as the command"
              + " images lists them; rules for images' names and mayfly.properties on it count, too")
  private @Nullable String classPath;

  @Mixin private ProjectSettings project = new ProjectSettings();

  /** Whether none was chosen. */
  boolean isEmpty() {
    return names.isEmpty() && classPath == null;
  }

  /** The images, each once, and what can't be told of them. */
  Set<ImageName> read(List<String> untold) {
    Set<ImageName> images = new LinkedHashSet<>();
    for (String name : names) {
      try {
        images.add(ImageName.parse(name));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
      }
    }
    if (classPath != null) {
      try (TestClassPath open = TestClassPath.open(classPath)) {
        NeededImages needed = ClassPathImages.of(open);
        needed.images().keySet().forEach(image -> images.add(ImageName.parse(image)));
        untold.addAll(needed.untold());
        beOn(open);
      }
    } else {
      project
          .count()
          .ifPresent(
              file -> spec.commandLine().getErr().println("The settings in " + file + " count"));
    }
    return images;
  }

  /** Settings and rules of the tests are found by this thread and those that it begins. */
  private static void beOn(TestClassPath open) {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(
        new URLClassLoader(open.urls(), ChosenImages.class.getClassLoader()));
  }
}
