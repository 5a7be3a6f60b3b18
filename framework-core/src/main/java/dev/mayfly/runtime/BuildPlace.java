package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.process.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which build this JVM belongs to, and the folder in which the build's JVMs meet.
 *
 * @param name for people: the project's folder, or the id that a user gave
 * @param directory of this build alone, on this machine, writable for this user alone
 * @param isReused whether what is there stays for later runs
 */
record BuildPlace(String name, Path directory, boolean isReused) {

  private static final List<String> BUILD_FILES =
      List.of(
          "pom.xml",
          ".mvn",
          "settings.gradle",
          "settings.gradle.kts",
          "build.gradle",
          "build.gradle.kts",
          ".git");

  /**
   * Finds out, and makes the folder.
   *
   * @param engine the address of the engine, which is part of what a build is
   * @param version of Mayfly: others may write other files, and make other containers
   * @param isReused whether what is there stays for later runs: who wants fresh containers meets
   *     elsewhere
   * @throws MayflyException if there is no folder that only this user can write
   */
  static BuildPlace of(Settings settings, String engine, String version, boolean isReused) {
    String name = settings.get("mayfly.build.id").orElseGet(() -> root().toString());
    Path all = folder(settings);
    String user = System.getProperty("user.name", "");
    String text = String.join("\n", name, user, engine, Machine.name(), version);
    String key = Digest.of(isReused ? text + "\nreused" : text);
    Path directory = all.toAbsolutePath().resolve(key.substring(0, 16));
    require(all.toAbsolutePath());
    require(directory);
    return new BuildPlace(name, directory, isReused);
  }

  /** The topmost folder of this JVM's build. */
  static Path root() {
    return root(Path.of("").toAbsolutePath(), home());
  }

  /** The topmost folder with a build file above a folder, or that folder; never the home itself. */
  static Path root(Path from, Path home) {
    Path top = from;
    for (Path at = from; at != null && !home.startsWith(at); at = at.getParent()) {
      Path folder = at;
      if (BUILD_FILES.stream().anyMatch(file -> Files.exists(folder.resolve(file)))) {
        top = at;
      }
    }
    return top;
  }

  /** The folder of all builds of this user. */
  static Path folder(Settings settings) {
    return settings.get("mayfly.build.dir").map(Path::of).orElseGet(() -> usual(home()));
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home", "/")).toAbsolutePath();
  }

  /** Not the folder for temporary files: build tools give each test JVM one of its own. */
  private static Path usual(Path home) {
    String cache = System.getenv("XDG_CACHE_HOME");
    String windows = System.getenv("LOCALAPPDATA");
    if (cache != null && Path.of(cache).isAbsolute()) {
      return Path.of(cache, "mayfly", "builds");
    }
    return windows == null
        ? home.resolve(Path.of(".cache", "mayfly", "builds"))
        : Path.of(windows, "mayfly", "builds");
  }

  private static void require(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        OwnFolder.create(directory);
      }
      requireOwn(directory);
    } catch (IOException e) {
      throw unusable(directory, e.toString(), e);
    }
  }

  /** What another user can write could make this JVM talk to another's container. */
  private static void requireOwn(Path directory) throws IOException {
    if (!Files.isWritable(directory)) {
      throw unusable(directory, "it can't be written", null);
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
      open.addAll(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
      open.retainAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
      if (!open.isEmpty()) {
        throw unusable(directory, "other users can write it", null);
      }
    }
  }

  private static MayflyException unusable(
      Path directory, String reason, @org.jspecify.annotations.Nullable IOException cause) {
    return new MayflyException(
        "The JVMs of a build can't meet in "
            + directory
            + ": "
            + reason
            + ". Set mayfly.build.dir to a folder that only you can write, the same for all of them.",
        cause);
  }
}
