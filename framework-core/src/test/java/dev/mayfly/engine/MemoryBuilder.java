package dev.mayfly.engine;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Builds an image of a Dockerfile that has FROM, ARG, ENV, COPY, EXPOSE and HEALTHCHECK only. */
final class MemoryBuilder {

  private final MemoryImages images;
  private final ImageBuild build;
  private final Map<ImageName, ImageName> bases;
  private final Map<String, String> arguments = new HashMap<>();
  private final Map<String, String> env = new HashMap<>();
  private final Set<Port> ports = new HashSet<>();
  private boolean healthcheck;
  private Program program = new Program();
  private MemoryFiles files = new MemoryFiles();

  MemoryBuilder(MemoryImages images, ImageBuild build, Map<ImageName, ImageName> bases) {
    this.images = images;
    this.build = build;
    this.bases = bases;
  }

  MemoryImage build(ImageName name, Map<String, String> labels, Consumer<String> output) {
    List<String> lines = read(build.context().resolve(build.dockerfile()));
    for (int i = 0; i < lines.size(); i++) {
      output.accept("Step " + (i + 1) + "/" + lines.size() + " : " + lines.get(i));
      step(lines.get(i).split(" ", 2));
    }
    return new MemoryImage(
        MemoryIds.image(), name, program, files, env, labels, ports, healthcheck, 2);
  }

  /** Its ignore file may name files and folders, without wildcards. */
  static List<String> files(ImageBuild build) throws IOException {
    Path ignoreFile = build.context().resolve(".dockerignore");
    List<String> ignored = Files.exists(ignoreFile) ? Files.readAllLines(ignoreFile) : List.of();
    if (!Files.exists(build.context().resolve(build.dockerfile()))) {
      throw new IOException("there is no " + build.dockerfile());
    }
    try (Stream<Path> files = Files.walk(build.context())) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> build.context().relativize(file))
          .filter(file -> ignored.stream().noneMatch(file::startsWith))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  /** Those that need no argument. */
  static List<ParentImage> bases(ImageBuild build) {
    return read(build.context().resolve(build.dockerfile())).stream()
        .filter(line -> line.startsWith("FROM ") && line.indexOf('$') < 0)
        .map(line -> new ParentImage(ImageName.parse(line.substring(5).strip()), null))
        .toList();
  }

  private static List<String> read(Path dockerfile) {
    try {
      return Files.readAllLines(dockerfile).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new EngineException(400, "Cannot locate specified Dockerfile: " + dockerfile, e);
    }
  }

  private void step(String[] instruction) {
    String rest = expand(instruction[1]);
    switch (instruction[0]) {
      case "FROM" -> {
        ImageName named = ImageName.parse(rest);
        MemoryImage base = images.get(bases.getOrDefault(named, named).toString());
        program = base.program();
        files = base.files().copy();
        env.putAll(base.env());
      }
      case "ARG" -> {
        String[] pair = (rest + "=").split("=", -1);
        arguments.put(pair[0], build.arguments().getOrDefault(pair[0], pair[1]));
      }
      case "ENV" -> env.put(rest.split("=")[0], rest.split("=")[1]);
      case "COPY" -> copy(rest.split(" ")[0], rest.split(" ")[1]);
      case "EXPOSE" -> ports.add(Port.parse(rest));
      case "HEALTHCHECK" -> healthcheck = true;
      default -> throw new EngineException(400, "unknown instruction: " + instruction[0]);
    }
  }

  private String expand(String text) {
    String expanded = text;
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      expanded = expanded.replace("$" + argument.getKey(), argument.getValue());
    }
    return expanded;
  }

  private void copy(String from, String to) {
    Path source = build.context().resolve(from);
    if (!Files.exists(source)) {
      throw new EngineException(
          404, "COPY failed: stat " + from + ": file does not exist in the build context");
    }
    try {
      files.write(to.endsWith("/") ? to + from : to, Files.readAllBytes(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
