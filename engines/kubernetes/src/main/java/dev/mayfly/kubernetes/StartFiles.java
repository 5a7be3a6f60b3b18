package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.PathState;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that were copied into a container before its start, mounted file by file, so that no
 * program of the image is needed. Immutable.
 *
 * <p>Few bytes are a Secret: such files belong to root and can't be written in the container. More
 * are brought into a volume of the pod by {@link FileCarrier}, as they are.
 *
 * @param prefix what the Secret's name begins with, another one at each start
 * @param files by their paths, in the order in which they came; their content is in memory
 * @param directories paths that were asked for by themselves
 */
record StartFiles(String prefix, Map<String, FileEntry> files, List<String> directories) {

  /** What one Secret can hold, by the API's own limit, less what it is wrapped in. */
  static final int SECRET = 1_000_000;

  /** What is kept in this JVM's memory, for each start. */
  static final int MOST = 100_000_000;

  private static final String VOLUME = "files";

  StartFiles {
    files = new LinkedHashMap<>(files);
    directories = List.copyOf(directories);
  }

  static StartFiles none() {
    return new StartFiles("", Map.of(), List.of());
  }

  /** The same under other names. */
  StartFiles prefix(String other) {
    return new StartFiles(other, files, directories);
  }

  /**
   * The same with more.
   *
   * @throws EngineException if a cluster can't have one of them there before the start
   */
  StartFiles with(List<FileEntry> entries) {
    Map<String, FileEntry> more = new LinkedHashMap<>(files);
    List<String> made = new ArrayList<>(directories);
    for (FileEntry entry : entries) {
      switch (entry.kind()) {
        case DIRECTORY -> made.add(entry.path());
        case FILE -> {
          more.remove(entry.path());
          more.put(entry.path(), read(entry, MOST - size(more)));
        }
        default ->
            throw Refused.unable(
                "A "
                    + entry.kind().words()
                    + " can't be copied to "
                    + entry.path()
                    + " before the start: a cluster mounts plain files. Copy it when the container"
                    + " runs.");
      }
    }
    StartFiles all = new StartFiles(prefix, more, made);
    all.requireConsistent();
    return all;
  }

  private static FileEntry read(FileEntry entry, long room) {
    if (entry.size() > room) {
      throw tooLarge(entry);
    }
    try (InputStream content = entry.content().open()) {
      byte[] bytes = content.readNBytes((int) room + 1);
      if (bytes.length > room) {
        throw tooLarge(entry);
      }
      return FileEntry.file(
              entry.path(),
              entry.mode(),
              entry.userId(),
              entry.groupId(),
              bytes.length,
              () -> new ByteArrayInputStream(bytes))
          .modified(entry.modified());
    } catch (IOException e) {
      throw new EngineException(500, "Reading what goes to " + entry.path() + ": " + e, e);
    }
  }

  private static EngineException tooLarge(FileEntry entry) {
    return Refused.unable(
        "%s has %,d bytes, and before its start a container in a cluster takes %,d, those of all files together. Copy it when the container runs, or have it in the image."
            .formatted(entry.path(), entry.size(), MOST));
  }

  private static long size(Map<String, FileEntry> files) {
    return files.values().stream().mapToLong(FileEntry::size).sum();
  }

  private void requireConsistent() {
    for (String path : files.keySet()) {
      boolean isAbove = files.keySet().stream().anyMatch(other -> other.startsWith(path + "/"));
      if (directories.contains(path) || isAbove) {
        throw Refused.conflict(path + " is to be a file and a directory: file exists");
      }
    }
  }

  /** What is at a path, as far as it was copied there. */
  PathState at(String path) {
    if (files.containsKey(path)) {
      return new PathState(path, FileEntry.Kind.FILE);
    }
    boolean isAbove = files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    boolean isThere = isAbove || directories.contains(path);
    return new PathState(path, isThere ? FileEntry.Kind.DIRECTORY : null);
  }

  /**
   * Refuses what the start would silently be without.
   *
   * @throws EngineException if a directory is to be there with nothing in it
   */
  void requireMountable() {
    for (String directory : directories) {
      if (files.keySet().stream().noneMatch(file -> file.startsWith(directory + "/"))) {
        throw Refused.unable(
            "An empty directory can't be copied to "
                + directory
                + " before the start: a cluster mounts files. Mount a tmpfs there, or let the"
                + " container make it.");
      }
    }
  }

  /** Whether they are more than a Secret takes, and have to be carried into the pod. */
  boolean areCarried() {
    return size(files) > SECRET;
  }

  /** All of them as they are to lie in the pod's volume. */
  List<FileEntry> carried() {
    List<FileEntry> carried = new ArrayList<>();
    for (FileEntry file : files.values()) {
      carried.add(file.path(place(carried.size())));
    }
    return carried;
  }

  /** What the volume of all of them is called. */
  static String volume() {
    return VOLUME;
  }

  private static String place(int index) {
    return "file-" + index;
  }

  private String secret() {
    return prefix + "-files";
  }

  /** The Secret that holds all: its data, in base64, by its name; none if they are carried. */
  Map<String, Map<String, String>> secrets() {
    if (files.isEmpty() || areCarried()) {
      return Map.of();
    }
    Map<String, String> data = new HashMap<>();
    for (FileEntry file : files.values()) {
      data.put(place(data.size()), base64(file));
    }
    return Map.of(secret(), data);
  }

  private static String base64(FileEntry file) {
    try (InputStream content = file.content().open()) {
      return Base64.getEncoder().encodeToString(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in memory
    }
  }

  List<Volume> volumes() {
    if (files.isEmpty()) {
      return List.of();
    }
    VolumeBuilder volume = new VolumeBuilder().withName(VOLUME);
    return List.of(
        areCarried()
            ? volume.withNewEmptyDir().endEmptyDir().build()
            : volume
                .withNewSecret()
                .withSecretName(secret())
                .withItems(items())
                .endSecret()
                .build());
  }

  private List<KeyToPath> items() {
    List<KeyToPath> items = new ArrayList<>();
    for (FileEntry file : files.values()) {
      String place = place(items.size());
      items.add(
          new KeyToPathBuilder()
              .withKey(place)
              .withPath(place)
              .withMode(file.mode() & 0777)
              .build());
    }
    return items;
  }

  List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    for (String path : files.keySet()) {
      mounts.add(
          new VolumeMountBuilder()
              .withName(VOLUME)
              .withMountPath(path)
              .withSubPath(place(mounts.size()))
              .withReadOnly(areCarried() ? null : true)
              .build());
    }
    return mounts;
  }
}
