package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileVisitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Copies files into containers and out of them.
 *
 * @param api of the engine
 * @param clock by which files that are copied in are new
 */
record FileTransfer(Api api, EngineClock clock) {

  private static final long SYMLINK = 1L << 27;

  void copyIn(String id, List<FileEntry> files) {
    Target target =
        Target.of("containers", id, "archive")
            .query("path", "/")
            .query("noOverwriteDirNonDir", "true");
    try {
      api.put(
          "Copying into container " + id,
          target,
          new TarWriter(files, clock.ofEngine(Instant.now())));
    } catch (EngineException e) {
      throw String.valueOf(e.getMessage()).contains("cannot overwrite") ? advised(e) : e;
    }
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

  /** Follows {@code path} if it is a link; links within a directory are left out. */
  void copyOut(String id, String path, FileVisitor visitor) {
    String what = "Copying " + path + " out of container " + id;
    try (Response response = api.stream(what, archive(id, path), null)) {
      String linkTarget = linkTarget(response);
      if (linkTarget.isEmpty()) {
        new TarReader(what, response.body()).visitAll(name -> name, visitor);
        return;
      }
      try (Response followed = api.stream(what, archive(id, linkTarget), null)) {
        String link = Matcher.quoteReplacement(name(path));
        new TarReader(what, followed.body())
            .visitAll(name -> name.replaceFirst("^[^/]*", link), visitor);
      }
    } catch (IOException e) {
      throw api.broken(what, e);
    }
  }

  private static Target archive(String id, String path) {
    return Target.of("containers", id, "archive").query("path", path);
  }

  private static String linkTarget(Response response) throws IOException {
    String header = response.head().header("X-Docker-Container-Path-Stat");
    if (header == null) {
      return "";
    }
    byte[] stat = Base64.getDecoder().decode(header.getBytes(StandardCharsets.US_ASCII));
    JsonNode json = Json.read(stat);
    boolean isLink = (json.path("mode").asLong() & SYMLINK) != 0;
    return isLink ? json.path("linkTarget").asText() : "";
  }

  private static String name(String path) {
    return path.replaceFirst("/+$", "").replaceFirst(".*/", "");
  }
}
