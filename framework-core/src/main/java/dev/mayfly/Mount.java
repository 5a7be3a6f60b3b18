package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something that is mounted into a container's file system. */
public sealed interface Mount {

  /** The absolute path inside the container. */
  String containerPath();

  /** A directory or file of the engine's host. */
  static Bind bind(Path hostPath, String containerPath) {
    return new Bind(
        Given.value(hostPath, "bind's path").toAbsolutePath().normalize().toString(),
        containerPath,
        false);
  }

  /**
   * A volume with a name, shared by all containers of the session that name it, made when first
   * needed and removed with the session.
   */
  static Volume volume(String name, String containerPath) {
    return new Volume(Given.name(name, "volume's name"), containerPath, false);
  }

  /** A volume without a name, removed with its container. */
  static Volume anonymousVolume(String containerPath) {
    return new Volume(null, containerPath, false);
  }

  /** A file system in memory, as large as the engine allows. */
  static Tmpfs tmpfs(String containerPath) {
    return new Tmpfs(containerPath, 0);
  }

  /**
   * A path of the engine's host.
   *
   * @param hostPath absolute, as the engine's host sees it
   */
  record Bind(String hostPath, String containerPath, boolean isReadOnly) implements Mount {
    public Bind {
      Given.path(hostPath, "bind's path");
      Given.path(containerPath, "containerPath");
    }

    public Bind readOnly() {
      return new Bind(hostPath, containerPath, true);
    }
  }

  /**
   * A volume of the engine.
   *
   * @param name the name within the session, or null for an anonymous one
   */
  record Volume(@Nullable String name, String containerPath, boolean isReadOnly) implements Mount {
    public Volume {
      Given.path(containerPath, "containerPath");
    }

    public Volume readOnly() {
      return new Volume(name, containerPath, true);
    }
  }

  /**
   * A file system in memory.
   *
   * @param bytes its greatest size; 0 for the engine's default
   */
  record Tmpfs(String containerPath, long bytes) implements Mount {
    public Tmpfs {
      Given.path(containerPath, "containerPath");
      Given.size(bytes, "tmpfs's bytes");
    }

    public Tmpfs bytes(long size) {
      return new Tmpfs(containerPath, size);
    }
  }
}
