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
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that were copied into a container before its start: a cluster has them as Secrets, mounted
 * file by file, so that no program of the image is needed. Immutable.
 *
 * <p>They belong to root and can't be written in the container.
 *
 * @param prefix what the Secrets' names begin with, another one at each start
 * @param files by their paths, in the order in which they came
 * @param directories paths that were asked for by themselves
 */
record StartFiles(String prefix, Map<String, StartFile> files, List<String> directories) {

  /** What one Secret can hold, by the API's own limit, less what it is wrapped in. */
  static final int LARGEST = 1_000_000;

  StartFiles {
    files = new LinkedHashMap<>(files);
    directories = List.copyOf(directories);
  }

  /**
   * A file as an API takes it.
   *
   * @param length in bytes
   * @param content in base64
   */
  record StartFile(int mode, int length, String content) {}

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
    Map<String, StartFile> more = new LinkedHashMap<>(files);
    List<String> made = new ArrayList<>(directories);
    for (FileEntry entry : entries) {
      switch (entry.kind()) {
        case DIRECTORY -> made.add(entry.path());
        case FILE -> more.put(entry.path(), read(entry));
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

  private static StartFile read(FileEntry entry) {
    if (entry.size() > LARGEST) {
      throw tooLarge(entry);
    }
    try (InputStream content = entry.content().open()) {
      byte[] bytes = content.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw tooLarge(entry);
      }
      return new StartFile(
          entry.mode() & 0777, bytes.length, Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      throw new EngineException(500, "Reading what goes to " + entry.path() + ": " + e, e);
    }
  }

  private static EngineException tooLarge(FileEntry entry) {
    return Refused.unable(
        "%s has %,d bytes, and before the start a cluster takes files up to %,d. Copy it when the container runs, or have it in the image."
            .formatted(entry.path(), entry.size(), LARGEST));
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

  /** The Secrets that hold all: their data, in base64, by their names. */
  Map<String, Map<String, String>> secrets() {
    Map<String, Map<String, String>> secrets = new LinkedHashMap<>();
    placed()
        .forEach(
            (path, place) ->
                secrets
                    .computeIfAbsent(place.secret(), name -> new HashMap<>())
                    .put(place.key(), file(path).content()));
    return secrets;
  }

  List<Volume> volumes() {
    Map<String, List<KeyToPath>> items = new LinkedHashMap<>();
    placed()
        .forEach(
            (path, place) ->
                items
                    .computeIfAbsent(place.secret(), name -> new ArrayList<>())
                    .add(
                        new KeyToPathBuilder()
                            .withKey(place.key())
                            .withPath(place.key())
                            .withMode(file(path).mode())
                            .build()));
    return items.entrySet().stream()
        .map(
            one ->
                new VolumeBuilder()
                    .withName(volume(one.getKey()))
                    .withNewSecret()
                    .withSecretName(one.getKey())
                    .withItems(one.getValue())
                    .endSecret()
                    .build())
        .toList();
  }

  List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    placed()
        .forEach(
            (path, place) ->
                mounts.add(
                    new VolumeMountBuilder()
                        .withName(volume(place.secret()))
                        .withMountPath(path)
                        .withSubPath(place.key())
                        .withReadOnly(true)
                        .build()));
    return mounts;
  }

  private String volume(String secret) {
    return secret.substring(prefix.length() + 1);
  }

  private StartFile file(String path) {
    StartFile file = files.get(path);
    if (file == null) {
      throw new IllegalStateException(path);
    }
    return file;
  }

  /** Where a file is on its way. */
  private record Place(String secret, String key) {}

  private Map<String, Place> placed() {
    Map<String, Place> places = new LinkedHashMap<>();
    int secret = 0;
    long size = 0;
    for (Map.Entry<String, StartFile> file : files.entrySet()) {
      int length = file.getValue().length();
      if (size + length > LARGEST) {
        secret++;
        size = 0;
      }
      size += length;
      places.put(file.getKey(), new Place(prefix + "-files-" + secret, "file-" + places.size()));
    }
    return places;
  }
}
