package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.FileVisitor;
import dev.mayfly.engine.PathState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies files into containers and out of them.
 *
 * @param api of the engine
 * @param clock by which content without a time of its own is new
 * @param seesMemory whether the engine copies to and from what is mounted in memory, as Podman does
 */
record FileTransfer(Api api, EngineClock clock, boolean seesMemory) {

  /** Podman has it also where it finds nothing, if a link leads there. */
  private static final String STAT = "X-Docker-Container-Path-Stat";

  private static final long DIRECTORY = 1L << 31;
  private static final long SYMLINK = 1L << 27;
  private static final long DEVICE = 1L << 26;
  private static final long FIFO = 1L << 25;
  private static final long SOCKET = 1L << 24;

  /** In the words of Docker and of Podman. */
  private static final Pattern KIND_STAYS = Pattern.compile("cannot overwrite|: file exists$");

  /** What is at a path, or at the end of the links there. */
  PathState inspect(String id, String path) {
    Optional<JsonNode> stat = stat(id, path);
    String target = stat.map(FileTransfer::linkTarget).orElse("");
    return target.isEmpty()
        ? new PathState(path, stat.map(FileTransfer::kind).orElse(null))
        : new PathState(target, stat(id, target).map(FileTransfer::kind).orElse(null));
  }

  private Optional<JsonNode> stat(String id, String path) {
    String what = "Looking at " + path + " in container " + id;
    try {
      ResponseHead head = api.head(what, archive(id, path));
      String stat = head.header(STAT);
      return stat == null && head.status() == 404
          ? Optional.empty()
          : Optional.of(read(what, String.valueOf(stat)));
    } catch (EngineException e) {
      throw e.isUnreachable() ? e : inWords(what, id, path, e);
    }
  }

  /** A refusal without a body has no words; the same in full has. */
  private EngineException inWords(String what, String id, String path, EngineException refusal) {
    try {
      api.stream(what, archive(id, path), null).close();
      return refusal;
    } catch (EngineException e) {
      return e;
    }
  }

  private static JsonNode read(String what, String stat) {
    try {
      return Json.read(Base64.getDecoder().decode(stat.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException | IllegalArgumentException e) {
      throw new EngineException(0, what + ": the engine's answer can't be read: " + stat, e);
    }
  }

  /** All links are followed in it already. */
  private static String linkTarget(JsonNode stat) {
    boolean isLink = (stat.path("mode").asLong() & SYMLINK) != 0;
    return isLink ? stat.path("linkTarget").asText() : "";
  }

  /** By the bits that Go has for them. */
  private static Kind kind(JsonNode stat) {
    long mode = stat.path("mode").asLong();
    if ((mode & DIRECTORY) != 0) {
      return Kind.DIRECTORY;
    }
    if ((mode & SYMLINK) != 0) {
      return Kind.SYMBOLIC_LINK; // one that leads in a circle
    }
    if ((mode & FIFO) != 0) {
      return Kind.FIFO;
    }
    return (mode & SOCKET) != 0 ? Kind.SOCKET : (mode & DEVICE) != 0 ? Kind.DEVICE : Kind.FILE;
  }

  void copyIn(String id, List<FileEntry> files) {
    String root = "/";
    if (!seesMemory) {
      ContainerMounts mounts = ContainerMounts.of(api, id);
      mounts.requireOutsideMemory(files);
      root = mounts.writableAbove(files);
    }
    Target target = archive(id, root).query("noOverwriteDirNonDir", "true");
    try {
      Instant now = clock.ofEngine(Instant.now());
      api.put("Copying into container " + id, target, new TarWriter(below(root, files), now));
    } catch (EngineException e) {
      throw KIND_STAYS.matcher(String.valueOf(e.getMessage())).find() ? advised(e) : e;
    }
  }

  private static List<FileEntry> below(String root, List<FileEntry> files) {
    return files.stream()
        .map(file -> file.path(below(root, file.path())))
        .map(
            file ->
                file.kind() == Kind.HARD_LINK
                    ? file.linkTarget(below(root, file.linkTarget()))
                    : file)
        .toList();
  }

  private static String below(String root, String path) {
    return root.equals("/") ? path : path.substring(root.length());
  }

  /** An engine that is not asked to refuse removes the directory, with all that is in it. */
  private static EngineException advised(EngineException refusal) {
    return new EngineException(
        refusal.status(),
        refusal.getMessage()
            + "\nA file can't take a directory's place, nor a directory that of a file or a link."
            + " Write the file's whole path, such as /opt/app.conf, and a link's own target.",
        refusal);
  }

  void copyOut(String id, String path, FileVisitor visitor) {
    String what = "Copying " + path + " out of container " + id;
    PathState there = inspect(id, path);
    try (Response response = api.stream(what, archive(id, there.path()), null)) {
      String name = Matcher.quoteReplacement(path.replaceFirst("/+$", "").replaceFirst(".*/", ""));
      boolean followed = !there.path().equals(path);
      new TarReader(what, response.body())
          .visitAll(entry -> followed ? entry.replaceFirst("^[^/]*", name) : entry, visitor);
    } catch (EngineException e) {
      throw e.isNotFound() && !seesMemory ? ContainerMounts.advised(api, id, path, e) : e;
    } catch (IOException e) {
      throw api.broken(what, e);
    }
  }

  private static Target archive(String id, String path) {
    return Target.of("containers", id, "archive").query("path", path);
  }
}
