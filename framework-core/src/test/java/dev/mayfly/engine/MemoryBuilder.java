package dev.mayfly.engine;

import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Port;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Builds an image of a Dockerfile that has FROM, ARG, ENV, COPY, EXPOSE and HEALTHCHECK only. */
final class MemoryBuilder {

  private final MemoryImages images;
  private final BuildRequest request;
  private final ImageBuild build;
  private final Map<String, String> arguments = new HashMap<>();
  private final Map<String, String> env = new HashMap<>();
  private final Set<Port> ports = new HashSet<>();
  private boolean healthcheck;
  private Program program = new Program();
  private MemoryFiles files = new MemoryFiles();

  MemoryBuilder(MemoryImages images, BuildRequest request) {
    this.images = images;
    this.request = request;
    this.build = request.build();
  }

  MemoryImage build(Consumer<String> output) {
    List<String> lines = lines(build);
    for (int i = 0; i < lines.size(); i++) {
      output.accept("Step " + (i + 1) + "/" + lines.size() + " : " + lines.get(i));
      step(lines.get(i).split(" ", 2));
    }
    Map<String, String> labels = new HashMap<>(build.labels());
    labels.putAll(request.labels());
    return new MemoryImage(
        MemoryIds.image(),
        request.name(),
        program,
        files,
        env,
        labels,
        ports,
        healthcheck,
        1,
        false);
  }

  /** Its ignore file may name files and folders, without wildcards. */
  static List<FileEntry> files(ImageBuild build) throws IOException {
    Path folder = build.context();
    if (folder == null) {
      return List.of();
    }
    Path ignoreFile = folder.resolve(".dockerignore");
    List<String> ignored = Files.exists(ignoreFile) ? Files.readAllLines(ignoreFile) : List.of();
    if (build.written() == null && !Files.exists(folder.resolve(build.dockerfile()))) {
      throw new IOException("there is no " + build.dockerfile());
    }
    HostFiles host = new HostFiles();
    List<FileEntry> sent = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().skip(1).toList()) {
        Path name = folder.relativize(file);
        if (ignored.stream().noneMatch(name::startsWith)) {
          sent.add(host.read(file, name.toString()));
        }
      }
    }
    return sent;
  }

  /** Those that need no argument. */
  static List<ParentImage> bases(ImageBuild build) {
    return lines(build).stream()
        .filter(line -> line.startsWith("FROM ") && line.indexOf('$') < 0)
        .map(line -> new ParentImage(ImageName.parse(line.substring(5).strip()), null))
        .toList();
  }

  private static List<String> lines(ImageBuild build) {
    Dockerfile written = build.written();
    return written == null
        ? read(Objects.requireNonNull(build.context()).resolve(build.dockerfile()))
        : written.text().lines().filter(line -> !line.isBlank()).toList();
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
        MemoryImage base = images.get(request.bases().getOrDefault(named, named).toString());
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
    String target = to.endsWith("/") ? to + from : to;
    FileEntry.Content content = content(from);
    try (InputStream in = content.open()) {
      files.write(target, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileEntry.Content content(String from) {
    Path folder = build.context();
    Path source = folder == null ? null : folder.resolve(from);
    return request.files().stream()
        .filter(file -> file.path().equals(from))
        .map(FileEntry::content)
        .findFirst()
        .or(
            () ->
                Optional.ofNullable(source)
                    .filter(Files::exists)
                    .map(file -> () -> Files.newInputStream(file)))
        .orElseThrow(
            () ->
                new EngineException(
                    404,
                    "COPY failed: stat " + from + ": file does not exist in the build context"));
  }
}
